-- Requests are found by the beginning of their path. Most requests are sales, which fill the newest
-- pages of a list anyway: they are left out, so that no sale writes this index.
create index api_requests_path on api_requests (account_id, path collate "C", at, id)
  where path <> '/gigastore/activations/register';
