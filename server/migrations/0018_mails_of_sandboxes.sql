-- Sandbox accounts cost nothing, so that a stranger could have any address flooded with mails of
-- them: a mail server gets such a mail only for an address that a member of the company has proved.

alter table mails add column of_sandbox boolean not null default false;
