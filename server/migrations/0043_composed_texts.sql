-- Texts are composed (Unicode NFC) when they arrive; those from before may be in pieces, so that a
-- name that was typed the same is not found. Left as they are: columns of a unique promise, which
-- two spellings of one text would break, and what is never changed.
do $$
declare
  one record;
begin
  for one in
    select c.oid::regclass as name,
      string_agg(format('%I = normalize(%1$I, NFC)', a.attname), ', ') as composed,
      string_agg(format('%I is not nfc normalized', a.attname), ' or ') as is_in_pieces
    from unnest(array[
      'activated_items', 'adjustments', 'api_keys', 'billing_details', 'brandings',
      'canned_answers', 'country_sets', 'customer_notes', 'customers', 'data_plans',
      'inventory_items', 'organizations', 'people', 'price_lists', 'pricing_rules',
      'sale_batch_items', 'sellers', 'ticket_messages', 'ticket_notes', 'tickets'
    ]) as kept (name)
    join pg_class as c on c.oid = to_regclass(kept.name)
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where a.atttypid = 'text'::regtype
      and a.attgenerated = ''
      and not exists (
        select from pg_index as promise
        where promise.indrelid = c.oid
          and promise.indisunique
          and (a.attnum = any(promise.indkey) or promise.indexprs is not null)
      )
    group by c.oid
  loop
    execute format('update %s set %s where %s', one.name, one.composed, one.is_in_pieces);
  end loop;
end
$$;
