-- Carriers deliver profiles without an IMSI, which nobody needs to sell them, and with activation
-- codes that name the OID of the SM-DP+, which devices must receive unchanged. An operator may
-- take ICCIDs that some carriers print: without a check digit, with a wrong one, or with letters.

alter table carrier_profiles
  alter column imsi drop not null,
  add column smdp_oid text,
  add constraint carrier_profiles_smdp_oid_check check (smdp_oid ~ '^[0-9]+([.][0-9]+)+$'),
  drop constraint carrier_profiles_iccid_check,
  add constraint carrier_profiles_iccid_check check (iccid ~ '^89[0-9A-F]{16,18}$');

alter table esim_profiles
  alter column imsi drop not null,
  add column smdp_oid text;

alter table tickets
  drop constraint tickets_iccid_check,
  add constraint tickets_iccid_check check (length(iccid) between 18 and 20);
