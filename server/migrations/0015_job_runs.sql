-- Which runs of the worker are alive: the queue keeps the jobs of a killed one locked for four
-- hours, so its neighbours look here and release them after two minutes.

set local lock_timeout = '5s';

create table job_runs (
  id text primary key check (length(id) between 1 and 200),
  seen_at timestamptz not null
);
