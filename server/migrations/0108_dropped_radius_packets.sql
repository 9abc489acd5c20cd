-- Packets that the kernel drops, because the buffer of the socket is full, reach no process that
-- could count them by client. They are kept by receiver and hour: operators see when it happens.
set local lock_timeout = '5s';

create table radius_dropped_packets (
  receiver text not null check (length(receiver) between 1 and 128),
  hour timestamptz not null,
  packets bigint not null check (packets > 0),
  primary key (hour, receiver)
);
