-- A password belongs to the link that was mailed for it: whoever signs up again with an address
-- that nobody has confirmed yet must not change what the first attempt keeps.

alter table mailed_links
  add column name text check (length(name) between 1 and 255),
  add column password text check (length(password) between 1 and 1024),
  add constraint mailed_links_attempt check ((name is null) = (password is null)),
  add constraint mailed_links_attempt_kind check (name is null or kind = 'verify_email');

-- From then on a link that is sent again asks for a new password, for nobody can tell who asks.
alter table people add column signed_up_again_at timestamptz;
