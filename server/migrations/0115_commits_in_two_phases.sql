-- On a distributed database every transaction ends with an insert of no rows into this table.
-- Citus then prepares each node that the transaction changes before it commits the coordinator;
-- else a coordinator that stops in between could lose its part, such as an entry of the audit log.
-- The table is always empty. On one PostgreSQL nothing uses it.
set local lock_timeout = '5s';

create table two_phase_commits (
  account_id uuid not null primary key
);
select distribute_table('two_phase_commits');
