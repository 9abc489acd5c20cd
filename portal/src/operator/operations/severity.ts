import type { Schemas } from '../../api/client.ts';
import type { Shape } from '../../look/state.tsx';

export type Finding = Schemas['Finding'];

export const SEVERITY_SHAPES: Record<Finding['severity'], Shape> = {
  critical: 'failed',
  warning: 'warning',
  notice: 'news',
};

/** The tab with the details of each kind of finding. */
export const TAB_OF = {
  worker_stopped: 'jobs',
  ledger_unbalanced: 'checks',
  ledger_unchecked: 'checks',
  webhooks_failing: 'endpoints',
  webhooks_disabled: 'endpoints',
  deliveries_late: 'deliveries',
  jobs_failed: 'jobs',
  jobs_late: 'jobs',
  mails_failed: 'mails',
  mails_late: 'mails',
  orders_unknown: 'findings',
  orders_unused: 'findings',
  refunds_open: 'findings',
  carrier_down: 'findings',
  carrier_balance_low: 'findings',
  sold_below_cost: 'findings',
  stock_orders_refused: 'findings',
  stock_low: 'findings',
  sign_in_locked: 'signIns',
  calls_refused: 'refused',
  sales_unusual: 'findings',
  refunds_unusual: 'findings',
} as const satisfies Record<Finding['kind'], string>;
