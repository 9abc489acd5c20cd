-- Several endpoints for one event: an endpoint that is created (and not set for an event) is named
-- by its ID in place of an event, and lists the types of events that it receives. A receiver can
-- ask for a pause (Retry-After), and its owner can limit how many deliveries it gets in a second.

alter table webhook_endpoints
  add column event_types text[] check (cardinality(event_types) between 1 and 100),
  add column description text check (length(description) between 1 and 255),
  add column max_per_second integer check (max_per_second between 1 and 1000),
  add column paused_until timestamptz;
