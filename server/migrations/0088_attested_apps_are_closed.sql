-- A call with a user's token carries no attestation. So an app whose sessions need one must not be
-- open by these calls, and the two settings exclude each other.
alter table sdk_apps add column requires_attestation boolean not null default false;
update sdk_apps as app
set requires_attestation = true, activates_items = false
from sdk_attestation_settings as s
where s.account_id = app.account_id
  and s.app_id = app.id;
alter table sdk_apps add constraint sdk_apps_closed_check
  check (not (activates_items and requires_attestation));
