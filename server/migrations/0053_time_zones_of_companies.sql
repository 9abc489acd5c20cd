-- Reports, the summary, the home page and statements count days. Whose days they are is decided
-- once for the company, so that a script, the portal and a colleague abroad get the same numbers.
set local lock_timeout = '5s';

alter table organizations
  add column time_zone text not null default 'UTC'
    check (length(time_zone) between 1 and 64);
