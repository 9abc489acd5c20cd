-- Signing in without a library: sessions that end when idle, codes that work once, counters for
-- known devices, and organizations that require a second factor.

alter table sessions
  add column is_strong boolean not null default false,
  add column seen_at timestamptz not null default now();

-- Whoever has a second factor has proved it to open a session.
update sessions
set is_strong = true
from people
where people.id = sessions.person_id
  and people.two_factor_enabled;

-- The half minute of the last code that was used, so that each code works once.
alter table second_factors add column last_step bigint check (last_step >= 0);

alter table sign_in_attempts
  drop constraint sign_in_attempts_kind_check,
  add constraint sign_in_attempts_kind_check check (
    kind in ('password', 'password_device', 'password_ip', 'mail', 'mail_ip', 'mail_organization')
  );

alter table organizations
  add column requires_second_factor boolean not null default false;

-- Sign-ins under way in an older form end; they last ten minutes.
delete from sign_in_challenges;

-- Since when a member has the present role: approvals count from somebody who had it before.
alter table members add column role_since timestamptz;
update members set role_since = created_at;
alter table members alter column role_since set not null;

-- An operator is invited by one operator and approved by another; the link is mailed only then.
alter table invitations
  add column needs_approval boolean not null default false,
  add column approved_by uuid references people on delete restrict,
  add constraint invitations_approval check (not needs_approval or approved_by is null);
