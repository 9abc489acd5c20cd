-- Whether a carrier's machines reach us, and what becomes of their packets, without the logs of a
-- process: a wrong secret and a firewall look alike from afar.
create table radius_packet_counts (
  client_id uuid not null references radius_clients on delete cascade,
  outcome text not null check (
    outcome in ('answered', 'without_use', 'wrong_secret', 'malformed', 'overloaded', 'failed')
  ),
  packets bigint not null check (packets > 0),
  primary key (client_id, outcome)
);
