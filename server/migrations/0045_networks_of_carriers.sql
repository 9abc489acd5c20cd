-- 0045_networks_of_carriers: the networks to which a carrier's profiles attach, where the carrier
-- has said so. Data plans of the carrier show those of their countries.

create table carrier_networks (
  carrier text not null check (length(carrier) between 1 and 64),
  mcc text collate "C" not null check (mcc ~ '^[0-9]{3}$'),
  mnc text collate "C" not null check (mnc ~ '^[0-9]{2,3}$'),
  technologies text[] not null check (technologies <@ array['2G', '3G', '4G', '5G']),
  primary key (carrier, mcc, mnc)
);
