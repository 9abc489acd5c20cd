-- What is due in accounts with the time of the machine, which all live ones have, is found at once:
-- the worker looked into each account every three seconds. Sandboxes with a clock of their own are
-- still looked into one by one.
create index activated_items_due_everywhere on activated_items (due_at, account_id)
  where due_at is not null;
create index accounts_with_own_clock on accounts (id) where clock_offset_ms <> 0;
