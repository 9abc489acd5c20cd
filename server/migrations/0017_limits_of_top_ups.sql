-- Automatic top-ups end even when they are set up wrongly: a cap always applies, and the account is
-- told once a day when it has bought the most that one day may have.

alter table auto_top_ups add column limit_told_day date;

update auto_top_ups
set monthly_cap_minor = amount_minor * 10
where monthly_cap_minor is null
  and amount_minor is not null;
