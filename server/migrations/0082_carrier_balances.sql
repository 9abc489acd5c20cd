-- What is left on our accounts at the suppliers. Below one balance the operators are warned, and
-- below another nothing more is ordered there: an order without funds is a sale that fails.
create table carrier_balances (
  carrier text primary key check (length(carrier) between 1 and 64),
  -- In ten-thousandths of the currency; negative where the supplier gives credit.
  balance_ten_thousandths bigint,
  currency text check (currency ~ '^[A-Z]{3}$'),
  read_at timestamptz,
  warn_below_ten_thousandths bigint check (warn_below_ten_thousandths >= 0),
  stop_below_ten_thousandths bigint not null default 0 check (stop_below_ten_thousandths >= 0),
  -- When the supplier last refused an order for want of funds, unless money came in since.
  unfunded_at timestamptz,
  warned_at timestamptz,
  check ((balance_ten_thousandths is null) = (read_at is null)),
  check ((currency is null) = (read_at is null))
);
