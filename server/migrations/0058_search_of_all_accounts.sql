-- The platform's people look up an email address, a package or a request without knowing whose it
-- is. Email addresses and request IDs lead in the same indexes that one account uses; packages get
-- one index more, whose keys grow with time: rows of sales were inserted as fast as without it.
drop index customers_email;
create index customers_email on customers (lower(email) text_pattern_ops, account_id)
  where email is not null;
drop index api_requests_request_id;
create index api_requests_request_id on api_requests (request_id, account_id, at);
create index activated_items_id on activated_items (id);
create index purchases_id on purchases (id);
