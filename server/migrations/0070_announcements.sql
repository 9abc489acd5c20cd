-- What the platform tells all or some of its resellers, in their portal and optionally by mail. The
-- mails are sent by a job, which goes on after the reseller of its last step.
create table announcements (
  id uuid primary key,
  texts jsonb not null check (jsonb_typeof(texts) = 'object'),
  organization_ids uuid[],
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  is_mailed boolean not null,
  mailed_to uuid,
  mailed_at timestamptz,
  created_by_name text not null check (length(created_by_name) between 1 and 255),
  created_at timestamptz not null,
  check (ends_at >= starts_at),
  check (organization_ids is null or cardinality(organization_ids) between 1 and 1000)
);
create index announcements_ends_at on announcements (ends_at);
create index announcements_unmailed on announcements (starts_at)
  where is_mailed and mailed_at is null;
