-- Lists by what few of a million rows have. A sale writes none of these: a
-- package ends, and a profile is installed, long after it was sold.

create index activated_items_ended on activated_items (account_id, state, sold_at, id)
  where state in ('EXPIRED', 'DEPLETED', 'REFUNDED');
create index esim_profiles_states on esim_profiles (account_id, state, id)
  where state <> 'RELEASED';
create index esim_profiles_countries on esim_profiles (account_id, current_country, id)
  where current_country is not null;
create index transfers_rare on transfers (account_id, type, sequence)
  where type <> 'activation';
-- Transfers are written in the order of time, so a summary of each few pages is enough.
create index transfers_time on transfers using brin (created_at)
  with (pages_per_range = 16, autosummarize = on);
