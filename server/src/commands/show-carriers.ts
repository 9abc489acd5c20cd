import { type CarrierStanding, stopsOrders, toDecimal } from '../commerce/routing/index.ts';
import { showGauge } from '../platform/http/measurements.ts';
import type { Metrics } from '../platform/http/metrics.ts';

type Read = () => Promise<CarrierStanding[]>;

/** Registers the metrics of the carriers that are ordered from. */
export function showCarriers(
  metrics: Metrics,
  { read, now }: { read: Read; now: () => Date },
): void {
  showHealth(metrics, read);
  showAccounts(metrics, { read, now });
}

function showHealth(metrics: Metrics, read: Read): void {
  const show = (
    name: string,
    help: string,
    measure: (health: Pick<CarrierStanding, 'breaker' | 'failures' | 'calls' | 'p95Ms'>) => number,
  ) =>
    showGauge(metrics, {
      name,
      help,
      labelNames: ['carrier', 'country_set'],
      read: async () =>
        (await read()).flatMap(({ carrier, countrySets, ...whole }) => [
          ...(whole.calls > 0
            ? [{ labels: { carrier, country_set: '' }, value: measure(whole) }]
            : []),
          ...countrySets.map(({ countrySet, ...there }) => ({
            labels: { carrier, country_set: countrySet },
            value: measure(there),
          })),
        ]),
    });
  show(
    'gigastore_carrier_down',
    'Whether five calls in a row to a supplier failed; on the whole without a country set.',
    ({ breaker }) => (breaker.state === 'closed' ? 0 : 1),
  );
  show(
    'gigastore_carrier_failed_share',
    'The share of the calls to a supplier that failed in the last 15 minutes.',
    ({ failures, calls }) => failures / calls,
  );
  show(
    'gigastore_carrier_answer_seconds',
    'Seconds within which 95 of 100 answers of a supplier came in the last 15 minutes.',
    ({ p95Ms }) => (p95Ms ?? 0) / 1_000,
  );
}

function showAccounts(metrics: Metrics, { read, now }: { read: Read; now: () => Date }): void {
  showGauge(metrics, {
    name: 'gigastore_carrier_balance',
    help: 'What is left on the account at a supplier, as last read.',
    labelNames: ['carrier', 'currency'],
    read: async () =>
      (await read()).flatMap(({ carrier, account: { balance } }) =>
        balance === null
          ? []
          : [
              {
                labels: { carrier, currency: balance.currency },
                value: toDecimal(balance.tenThousandths),
              },
            ],
      ),
  });
  showGauge(metrics, {
    name: 'gigastore_carrier_orders_stopped',
    help: 'Whether nothing is ordered at a supplier because of its balance.',
    labelNames: ['carrier'],
    read: async () =>
      (await read()).map(({ carrier, account }) => ({
        labels: { carrier },
        value: stopsOrders(account, { now: now() }) ? 1 : 0,
      })),
  });
}
