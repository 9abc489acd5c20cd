-- People reject what waits for them, and only the API refuses. An approval that nobody decided on
-- is kept as expired once, with its event.
alter table sale_approvals drop constraint sale_approvals_state_check;
alter table sale_approvals drop constraint sale_approvals_check1;
update sale_approvals set state = 'rejected' where state = 'refused';
alter table sale_approvals add constraint sale_approvals_state_check
  check (state in ('pending', 'approved', 'rejected', 'expired'));
alter table sale_approvals add constraint sale_approvals_check1
  check ((state in ('pending', 'expired')) = (decided_at is null));
create index sale_approvals_waiting on sale_approvals (expires_at) where state = 'pending';
