-- Profiles of a type can have a confirmation code. It is kept with the order from before the call
-- that sets it until the profile is in stock, so that a call that is repeated names the same one.
alter table smdp_profile_types add column confirmation_codes boolean not null default false;
alter table stock_orders
  add column confirmation_code text check (length(confirmation_code) between 1 and 64);
