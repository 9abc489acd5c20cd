-- A company is created when the address of its owner is proved, so that sign-ups which nobody
-- confirms leave no company behind. Until then the person keeps what was signed up, and a link of a
-- further sign-up what was given there.
alter table people
  add column company jsonb check (jsonb_typeof(company) = 'object');
alter table mailed_links
  add column company jsonb check (jsonb_typeof(company) = 'object'),
  add constraint mailed_links_attempt_company check (company is null or name is not null);
create index people_unproved on people (created_at) where not email_verified;
