-- Links of the pages for travellers can be revoked: a token names the version of its links.
alter table esim_profiles
  add column link_version smallint not null default 0 check (link_version >= 0);
alter table customers
  add column link_version smallint not null default 0 check (link_version >= 0);
