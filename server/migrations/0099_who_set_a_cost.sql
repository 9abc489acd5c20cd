-- An import of a supplier's catalogue must not replace the cost that a person set on the same day.
-- Who set the earlier ones is not known: they count as set by people.
set local lock_timeout = '5s';

alter table plan_costs
  add column set_by text not null default 'person',
  add constraint plan_costs_set_by_check check (set_by in ('person', 'import'));
