-- Refused requests are found among the others, which are many more. The request log is written in
-- batches after the answers.
create index api_requests_refused on api_requests (account_id, at, id) where status >= 400;
