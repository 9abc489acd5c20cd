-- Some carriers give profiles with a confirmation code, which the traveller enters, or with an APN.
alter table carrier_profiles
  add column confirmation_code text check (length(confirmation_code) between 1 and 64),
  add column apn text check (length(apn) between 1 and 100);
alter table esim_profiles
  add column confirmation_code text check (length(confirmation_code) between 1 and 64),
  add column apn text check (length(apn) between 1 and 100);
