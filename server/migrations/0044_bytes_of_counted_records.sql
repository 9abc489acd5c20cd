-- A carrier that sends a counted record again with other bytes contradicts itself. That is told
-- apart from a repetition by the bytes that were counted; null for records from before.
set local lock_timeout = '5s';

alter table usage_record_ids add column bytes bigint check (bytes >= 0);
