-- Operators look through the sign-ins and refused calls of all companies, and through failed mails.
-- Sales write none of them, so that these indexes cost a sale nothing.
create index audit_log_watched on audit_log (at, id)
  where action in (
    'person.signed_in', 'person.sign_in_failed', 'api_key.sign_in_failed', 'request.refused'
  );
create index mails_failed on mails (id) where failed_at is not null;
