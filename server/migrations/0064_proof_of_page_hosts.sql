-- A host for the pages of travellers belongs to the company whose text is in its DNS. Hosts that
-- were set before have a week for their TXT record.
alter table brandings add column pages_host_missing_since timestamptz;
alter table brandings add constraint brandings_pages_host_missing_since_check
  check (pages_host_missing_since is null or pages_host is not null);
update brandings set pages_host_missing_since = now() where pages_host is not null;
