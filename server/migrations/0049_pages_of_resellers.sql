-- A reseller's own host for the pages of its travellers, and whether travellers start packages.
alter table brandings
  add column pages_host text unique check (
    pages_host = lower(pages_host) and length(pages_host) between 4 and 253),
  add column travellers_may_start boolean not null default false;
