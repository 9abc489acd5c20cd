-- 0034_operator_keys: keys with which scripts call the operator's routes. An IP allow list and an
-- expiry of at most 90 days stand in for the second factor; the table refuses a key without them.

create table operator_keys (
  id uuid primary key,
  organization_id uuid not null references organizations on delete restrict,
  -- Who created the key; it stops working when this person is no longer an operator.
  person_id uuid not null references people on delete restrict,
  name text not null check (length(name) between 1 and 255),
  secret_hash bytea not null check (length(secret_hash) = 32),
  scopes text[] not null
    check (cardinality(scopes) > 0 and scopes <@ array['assist', 'operate']),
  ip_allow_list text[] not null check (cardinality(ip_allow_list) between 1 and 100),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check (expires_at > created_at and expires_at <= created_at + interval '90 days')
);
create index operator_keys_organization on operator_keys (organization_id);
create index operator_keys_person on operator_keys (person_id);
