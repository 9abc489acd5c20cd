-- A sandbox moves its clock. A timeline shows a change among what else happened by that clock,
-- while the audit log keeps real time.
set local lock_timeout = '5s';

alter table audit_log
  add column account_at timestamptz;
