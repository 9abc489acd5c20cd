-- The platform's people read the portal of a reseller, for a limited time, and the reseller sees
-- who does. A view belongs to one person; the audit logs of both keep it for good.
create table portal_views (
  id uuid primary key,
  organization_id uuid not null references organizations on delete restrict,
  person_id uuid not null references people on delete restrict,
  reason text not null check (length(reason) between 1 and 255),
  started_at timestamptz not null,
  ends_at timestamptz not null,
  check (ends_at >= started_at)
);
create index portal_views_organization on portal_views (organization_id, ends_at);
create index portal_views_person on portal_views (person_id);
