import * as everything from '../../src/backoffice/search/search-store.ts';
import * as packages from '../../src/commerce/activations/package-list-store.ts';
import * as approvals from '../../src/commerce/approvals/approval-store.ts';
import { APPROVAL_STATES } from '../../src/commerce/approvals/index.ts';
import * as catalog from '../../src/commerce/catalog/plan-store.ts';
import * as customers from '../../src/commerce/customer-records/found-customers-store.ts';
import { SEARCH_MODES } from '../../src/commerce/customer-records/index.ts';
import * as search from '../../src/commerce/customer-records/search-store.ts';
import * as usage from '../../src/commerce/usage/store.ts';
import * as events from '../../src/messaging/events/store.ts';
import * as deliveries from '../../src/messaging/webhooks/deliveries/delivery-store.ts';
import * as holds from '../../src/money/credits/hold-store.ts';
import * as credits from '../../src/money/credits/store.ts';
import { ALLOWED_FROM, type ReachedStatus } from '../../src/money/payments/purchases/purchase.ts';
import * as payments from '../../src/money/payments/purchases/purchase-store.ts';
import * as spent from '../../src/tenancy/accounts/spending-store.ts';
import { authorOf } from '../../src/tenancy/audit/sale-draft.ts';
import * as sales from '../../src/tenancy/audit/sales-store.ts';
import * as audit from '../../src/tenancy/audit/store.ts';
import * as requests from '../../src/tenancy/requests/store.ts';
import { LISTS_BY_HAND } from './lists-by-hand.ts';
import { ORDERS_BY_HAND } from './orders-by-hand.ts';
import { OWNERS_BY_HAND } from './owners-by-hand.ts';
import { PACKAGES_BY_HAND, packageSearches } from './packages-by-hand.ts';
import { PULLS_BY_HAND } from './pulls-by-hand.ts';
import { RADIUS_BY_HAND } from './radius-by-hand.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';
const THEN = new Date('2026-04-30T09:55:36.430Z');
const A_HOLD = { accountId: AN_ID, sequence: 1n, expiresAt: THEN };
const TIMES = { startedAt: THEN, endedAt: THEN };
const A_RECORD = { recordId: '1', iccid: '', bytes: 1n, country: 'AT', ...TIMES };
const STATUSES = ['pending', 'delivered', 'failed'] as const;

/** Calls of functions of stores that compute before they ask, with arguments that are real. */
export const BY_HAND: Record<string, Calls> = {
  'src/commerce/approvals/approval-store.ts': {
    selectApprovals(tx) {
      const of = { accountId: AN_ID, realNow: THEN, limit: 1 };
      const states = [undefined, ...APPROVAL_STATES];
      return Promise.all(
        states.map((state) => approvals.selectApprovals(tx, { ...of, state, below: AN_ID })),
      );
    },
  },
  'src/commerce/customer-records/found-customers-store.ts': {
    async selectCustomersFound(tx) {
      const scope = { db: tx, accountId: AN_ID, now: THEN };
      for (const wanted of packageSearches()) {
        const page = { after: AN_ID, limit: 1 };
        await customers.selectCustomersFound(scope, { ...wanted, tag: 'vip' }, page);
      }
    },
    async countCustomersFound(tx) {
      const scope = { db: tx, accountId: AN_ID, now: THEN };
      for (const wanted of packageSearches()) await customers.countCustomersFound(scope, wanted, 1);
    },
  },
  'src/backoffice/search/search-store.ts': {
    async selectExact(tx) {
      for (const text of [
        { text: '4711', number: '4711' },
        { text: AN_ID, uuid: AN_ID },
      ]) {
        const of = { number: undefined, uuid: undefined, ...text };
        await everything.selectExact({ db: tx, accountId: AN_ID }, of, 1);
      }
    },
    async selectContaining(tx) {
      for (const number of ['4711', undefined]) {
        const of = { text: 'abc', number, uuid: undefined };
        await everything.selectContaining({ db: tx, accountId: AN_ID }, of, 1);
      }
    },
  },
  'src/tenancy/accounts/spending-store.ts': {
    addKeySpending(tx) {
      const spending = { accountId: AN_ID, clientId: 'a', day: '2026-04-30', spentMinor: 1n };
      return spent.addKeySpending(tx, [spending]);
    },
  },
  'src/commerce/activations/package-list-store.ts': {
    async selectPackages(tx) {
      const page = { filter: { range: {} }, limit: 50, offset: 0 };
      for (const by of packages.PACKAGE_SORTS) {
        await packages.selectPackages(tx, AN_ID, { ...page, sort: { by, direction: 'ASC' } });
        await packages.selectPackages(tx, AN_ID, { ...page, sort: { by, direction: 'DESC' } });
      }
    },
  },
  'src/tenancy/requests/store.ts': {
    insertRequests(tx) {
      const asked = { method: 'GET', route: '/a', path: '/a', query: '{"a":1}' };
      const bodies = { requestBody: '{"a":1}', responseBody: null, userAgent: null };
      const actor = { actorKind: 'api_key', actorId: 'a', actorName: null } as const;
      const told = { status: 200, code: null, durationMs: 1, idempotencyKey: null };
      const from = { isReplay: false, remoteAddress: null, requestId: 'r', at: THEN };
      const record = {
        accountId: AN_ID,
        id: AN_ID,
        ...asked,
        ...bodies,
        ...actor,
        ...told,
        ...from,
      };
      return requests.insertRequests(tx, [record]);
    },
    async selectEntries(tx) {
      const named = { request_id: 'r', actor: 'a', method: 'GET', path: '/a', code: 'forbidden' };
      const range = { from: THEN, before: THEN };
      const filter = { ...named, range, idempotency_key: 'k', status: { least: 400, most: 499 } };
      const behind = { at: THEN.toISOString(), id: AN_ID };
      await requests.selectEntries(tx, AN_ID, { filter: { range: {} }, limit: 50 });
      await requests.selectEntries(tx, AN_ID, { filter, behind, limit: 50 });
    },
    async selectRequest(tx) {
      await requests.selectRequest(tx, AN_ID, AN_ID);
      await requests.selectRequest(tx, AN_ID, 'order-1001');
    },
  },
  'src/tenancy/audit/store.ts': {
    async selectEntries(tx) {
      const range = { from: THEN, before: THEN };
      const named = { actor: 'a', action: 'package', target: AN_ID, account: AN_ID };
      const behind = { at: THEN.toISOString(), id: AN_ID };
      await audit.selectEntries(tx, AN_ID, { filter: { range: {} }, limit: 50 });
      await audit.selectEntries(tx, AN_ID, { filter: { range, ...named }, behind, limit: 50 });
    },
  },
  'src/tenancy/audit/sales-store.ts': {
    insertSales(tx) {
      const told = { organizationId: AN_ID, accountId: AN_ID, requestId: 'r', remoteAddress: null };
      const ids = { packageId: AN_ID, customerId: AN_ID, inventoryItemId: AN_ID };
      const actor = { kind: 'platform', name: 'Gigastore' } as const;
      const sale = { ...told, ...ids, actor, kind: 'register', chargedMinor: 1n } as const;
      return sales.insertSales(tx, [{ ...sale, author: authorOf(sale) }]);
    },
    async selectSalesBy(tx) {
      await sales.selectSalesBy(tx, [AN_ID], 'a');
    },
    async selectSoldEntries(tx) {
      const range = { from: THEN, before: THEN };
      const behind = { at: THEN.toISOString(), id: AN_ID };
      const filter = { range, actor: 'a', target: AN_ID };
      await sales.selectSoldEntries(tx, AN_ID, { filter: { range: {} }, limit: 50 });
      await sales.selectSoldEntries(tx, AN_ID, { filter, behind, limit: 50 });
    },
  },
  ...LISTS_BY_HAND,
  ...ORDERS_BY_HAND,
  ...PACKAGES_BY_HAND,
  ...OWNERS_BY_HAND,
  ...PULLS_BY_HAND,
  ...RADIUS_BY_HAND,
  'src/commerce/catalog/plan-store.ts': {
    upsertDataPlans(tx) {
      const size = { sizeValue: 1, sizeUnit: 'GB', validityDays: 30 } as const;
      const of = { name: 'Austria 1 GB', countrySet: 'AT', carrier: 'sandbox' };
      const plan = { id: AN_ID, ...of, ...size };
      return catalog.upsertDataPlans(tx, [plan]);
    },
    async selectPlans(tx) {
      const page = { limit: 50, after: undefined };
      const filter = { words: 'austria', countrySet: 'AT', carrier: 'sandbox', retired: false };
      await catalog.selectPlans(tx, { page, filter: {} });
      await catalog.selectPlans(tx, { page, filter: { ...filter, priceListId: AN_ID } });
    },
  },
  'src/money/credits/hold-store.ts': {
    insertHolds: (tx) => holds.insertHolds(tx, [A_HOLD]),
    deleteHolds: (tx) => holds.deleteHolds(tx, [A_HOLD]),
    selectPendingTransfers: (tx) => holds.selectPendingTransfers(tx, [A_HOLD]),
  },
  'src/money/credits/store.ts': {
    insertTransfers(tx) {
      const marks = { alertMarkMinor: null, topUpMarkMinor: null, topUpPending: false };
      const amounts = { postedMinor: 500n, heldMinor: 0n, limitMinor: 0n };
      const locked = { ...amounts, lastSequence: 1n, ...marks };
      const sides = {
        kind: 'posted',
        type: 'activation',
        debit: 'credits',
        credit: 'sales',
      } as const;
      const draft = { ...sides, amountMinor: 200n, description: 'A package', createdAt: THEN };
      return credits.insertTransfers(tx, [{ accountId: AN_ID, locked, drafts: [draft] }]);
    },
  },
  'src/commerce/customer-records/search-store.ts': {
    async selectFound(tx) {
      for (const matches of searches()) {
        const of = { matches, most: 10, limit: 50, offset: 0 };
        await search.selectFound(tx, AN_ID, of);
      }
    },
    async selectAmongNewest(tx) {
      for (const matches of searches()) {
        const of = { matches, read: 10, most: 10, limit: 50, offset: 0 };
        await search.selectAmongNewest(tx, AN_ID, of);
      }
    },
    async selectNewestFound(tx) {
      for (const matches of searches()) {
        await search.selectNewestFound(tx, AN_ID, { matches, limit: 50, offset: 0 });
      }
    },
  },
  'src/money/payments/purchases/purchase-store.ts': {
    async moveStatus(tx) {
      for (const status of Object.keys(ALLOWED_FROM) as ReachedStatus[]) {
        await payments.moveStatus(tx, { accountId: AN_ID, id: AN_ID }, { status });
      }
    },
  },
  'src/commerce/usage/store.ts': {
    insertRecordIds: (tx) =>
      usage.insertRecordIds(tx, AN_ID, { carrier: 'sandbox', records: [A_RECORD] }),
    insertUsageRecords(tx) {
      const record = A_RECORD;
      const whose = { id: AN_ID, customerId: AN_ID, profileDomainId: AN_ID, iccid: '', imsi: '' };
      const profile = { ...whose, lastSeenAt: null, currentCountry: null };
      const charged = { record, profile, charges: [], uncoveredBytes: 1n };
      return usage.insertUsageRecords(tx, AN_ID, { carrier: 'sandbox', charged: [charged] });
    },
  },
  'src/messaging/events/store.ts': {
    async selectEvents(tx) {
      const scope = { db: tx, accountId: AN_ID };
      const about = { customerUid: '1', activatedItemUid: '1', iccid: '1' };
      const filter = { types: ['credits.low'], ...about };
      const window = { after: 0n, until: 9n, limit: 50 };
      await events.selectEvents(scope, filter as events.EventFilter, window);
      await events.selectEvents(scope, {}, { ...window, isDescending: true });
    },
  },
  'src/messaging/webhooks/deliveries/delivery-store.ts': {
    async selectDeliveries(tx) {
      for (const status of STATUSES) {
        const filter = { status, event: 'balance-alert' };
        await deliveries.selectDeliveries(tx, AN_ID, { filter, limit: 50 });
      }
    },
    async updateRangeToPending(tx) {
      for (const status of STATUSES) {
        const range = { from: THEN, before: THEN, limit: 50, events: ['balance-alert'] };
        await deliveries.updateRangeToPending(tx, AN_ID, { ...range, filter: { status } });
      }
    },
    insertTest(tx) {
      const attempt = { at: THEN, httpStatus: 200, error: null, durationMs: 1, response: '' };
      const sample = { id: AN_ID, event: 'all', url: 'https://shop.test', body: '{}', attempt };
      return deliveries.insertTest(tx, AN_ID, sample);
    },
  },
};

/** Every key in every mode, with a short text and a long one. */
function searches(): search.Match[][] {
  const keys = ['EMAIL', 'METATAG', 'ICCID', 'IMSI', 'UID'] as const;
  return SEARCH_MODES.flatMap((mode) =>
    ['1', '123456789'].map((text) => keys.map((by) => ({ by, mode, text }))),
  );
}
