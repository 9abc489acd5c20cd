-- A reseller describes, orders and tags what it offers, and takes items out of its inventory. Sold
-- packages refer to the item they were sold as, so that an item that was taken out stays as a row.

alter table inventory_items
  add column description text,
  add column sort_order integer not null default 0,
  add column tags text[] not null default '{}',
  add column removed_at timestamptz,
  add constraint inventory_items_description_check check (length(description) between 1 and 2000),
  add constraint inventory_items_tags_check check (cardinality(tags) <= 20),
  add constraint inventory_items_removed_check check (removed_at is null or stock_units = 0);
