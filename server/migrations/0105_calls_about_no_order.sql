-- Operators list the calls to a carrier that failed, and those about no order: few among many.
set local lock_timeout = '5s';

create index carrier_calls_apart on carrier_calls (carrier, called_at)
  where reference is null and verb <> 'usage';
create index carrier_calls_failed on carrier_calls (carrier, called_at)
  where outcome <> 'done';
