import * as steps from '../../src/connectivity/carrier-orders/step-store.ts';
import { illTyped } from '../support/ill-typed.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';
const AN_ORDER = { accountId: AN_ID, id: AN_ID, lease: AN_ID, carrier: '', choices: [] };
const SENDING = { kind: 'profile', item: '', costTenThousandths: 1n, choices: [] };

/** Calls of the statements that write steps of orders, which take whole orders. */
export const ORDERS_BY_HAND: Record<string, Calls> = {
  'src/connectivity/carrier-orders/step-store.ts': {
    markSent: (tx) => steps.markSent(tx, illTyped([{ order: AN_ORDER, sending: SENDING }])),
    updateDeliveredOrders(tx) {
      const placed = { order: null, isDelivered: true, profile: null, cost: null };
      const delivered = { order: AN_ORDER, placed, spare: null, reason: null };
      return steps.updateDeliveredOrders(tx, illTyped([delivered]));
    },
  },
};
