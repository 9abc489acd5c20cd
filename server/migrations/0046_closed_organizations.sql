-- 0046_closed_organizations: an owner requests that the company is closed, and then confirms it.
-- Nothing is deleted: ledger, invoices and packages are kept for as long as the law asks.

alter table organizations
  add column closing_requested_at timestamptz,
  add column closing_requested_by uuid references people on delete restrict,
  add column closed_at timestamptz,
  add check ((closing_requested_at is null) = (closing_requested_by is null)),
  add check (closed_at is null or (closing_requested_at is not null and not is_platform));
create index organizations_closing_requested_by on organizations (closing_requested_by)
  where closing_requested_by is not null;
