-- The operator's report of sales reads the kept sums, which lacked the price of packages from
-- prepaid stock. The sums are made again from the packages by the job; reports count packages
-- until then.
truncate sales_totals;
update sales_totals_progress set rolled_until = null;
alter table sales_totals add column stock_minor bigint not null;
