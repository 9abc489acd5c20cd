-- Who made each API key, so that the keys of a member who was removed can be found and revoked.

alter table api_keys
  add column created_by_kind text check (created_by_kind in ('api_key', 'person', 'platform')),
  add column created_by_id text check (length(created_by_id) between 1 and 255),
  add column created_by_name text check (length(created_by_name) <= 255),
  -- When the person who made the key left the organization.
  add column creator_left_at timestamptz,
  add constraint api_keys_creator check ((created_by_kind is null) = (created_by_id is null)),
  add constraint api_keys_creator_left
    check (creator_left_at is null or created_by_kind = 'person');

-- The audit log knows it of all keys that were made through the API.
update api_keys
set created_by_kind = made.actor_kind,
  created_by_id = made.actor_id,
  created_by_name = left(made.actor_name, 255)
from audit_log as made
where made.action = 'api_key.created'
  and made.account_id = api_keys.account_id
  and made.target = api_keys.client_id;

update api_keys
set creator_left_at = now()
where created_by_kind = 'person'
  and not exists (
    select from members
    join accounts on accounts.organization_id = members.organization_id
    where accounts.id = api_keys.account_id
      and members.person_id::text = api_keys.created_by_id
  );

create index api_keys_creator on api_keys (created_by_id) where created_by_kind = 'person';
