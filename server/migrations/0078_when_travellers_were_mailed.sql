-- The timeline of a customer shows the mails that the traveller got, by the clock of the account.
-- Those of before this have only the real time at which they were queued.
alter table traveller_mails add column sent_at timestamptz;
