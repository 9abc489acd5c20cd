-- Tickets get files, a priority, an assignee and notes that only the platform's people read, so
-- that a support team can share them.
set local lock_timeout = '5s';

alter table tickets
  add column priority text not null default 'normal'
    check (priority in ('low', 'normal', 'high', 'urgent')),
  -- One of the platform's people; the name is kept for when they leave.
  add column assignee_person_id uuid,
  add column assignee_name text check (length(assignee_name) between 1 and 255),
  add constraint tickets_assignee_check
    check ((assignee_person_id is null) = (assignee_name is null));

create table ticket_attachments (
  account_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  side text not null check (side in ('reseller', 'operator')),
  author text not null check (length(author) between 1 and 255),
  filename text not null check (length(filename) between 1 and 255),
  content_type text not null check (length(content_type) between 1 and 64),
  content bytea not null check (length(content) between 1 and 3145728),
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, ticket_id) references tickets (account_id, id) on delete restrict
);
create index ticket_attachments_ticket on ticket_attachments (account_id, ticket_id, id);

create table ticket_notes (
  account_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  author text not null check (length(author) between 1 and 255),
  body text not null check (length(body) between 1 and 10000),
  created_at timestamptz not null,
  primary key (account_id, ticket_id, id),
  foreign key (account_id, ticket_id) references tickets (account_id, id) on delete restrict
);

create table canned_answers (
  id uuid primary key,
  title text not null check (length(title) between 1 and 255),
  body text not null check (length(body) between 1 and 10000),
  updated_by text not null check (length(updated_by) between 1 and 255),
  updated_at timestamptz not null
);
create unique index canned_answers_title on canned_answers (lower(title));
