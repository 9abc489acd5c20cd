-- Rendering a PDF takes about 90 ms of the main thread, so each is rendered once for each payment
-- state and kept. Forms for cards count their declines, because stolen cards are tested there too.
set local lock_timeout = '5s';

create table document_pdfs (
  account_id uuid not null,
  document_id uuid not null,
  -- The payment state that is printed; a document whose state has changed is rendered again.
  state_key text not null,
  content bytea not null,
  primary key (account_id, document_id),
  foreign key (account_id, document_id) references billing_documents (account_id, id)
    on delete restrict,
  check (length(state_key) between 1 and 200),
  check (length(content) > 0)
);

alter table payment_setups
  add column declines integer not null default 0 check (declines >= 0),
  add column declined_at timestamptz,
  add check ((declines = 0) = (declined_at is null));
create index payment_setups_declined on payment_setups (account_id, declined_at)
  where declined_at is not null;
