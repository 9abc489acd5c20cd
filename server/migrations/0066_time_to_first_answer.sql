-- The time to the first answer of the platform is reported, and canned answers have a text for each
-- language.
alter table tickets add column first_answered_at timestamptz;
update tickets as ticket
set first_answered_at = (
  select min(message.created_at)
  from ticket_messages as message
  where message.account_id = ticket.account_id
    and message.ticket_id = ticket.id
    and message.side = 'operator'
);
create index tickets_created on tickets (created_at);
alter table canned_answers
  add column translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object');
