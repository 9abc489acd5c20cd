-- Suppliers sell daily and unlimited packages. Items that were kept before are of a single amount,
-- or were refused or dismissed.
set local lock_timeout = '5s';

alter table supplier_items
  add column data_terms jsonb,
  add constraint supplier_items_data_terms_check
    check (data_terms ->> 'dataType' in ('total', 'daily', 'unlimited'));
