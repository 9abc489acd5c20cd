-- What agents sell by the tools of `/mcp` has a channel of its own, so that mandates, lists and
-- reports tell it from other calls of the API.
alter table activated_items drop constraint activated_items_sales_channel_check;
alter table activated_items add constraint activated_items_sales_channel_check
  check (sales_channel in ('API', 'MCP', 'PORTAL', 'IOS_SDK', 'ANDROID_SDK'));
alter table sale_batches drop constraint sale_batches_sales_channel_check;
alter table sale_batches add constraint sale_batches_sales_channel_check
  check (sales_channel in ('API', 'MCP', 'PORTAL'));
