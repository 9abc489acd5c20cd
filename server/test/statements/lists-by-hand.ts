import { LINE_STATES } from '../../src/backoffice/operator/statements/bank-line.ts';
import * as proposals from '../../src/backoffice/operator/statements/proposal-store.ts';
import * as bank from '../../src/backoffice/operator/statements/statement-store.ts';
import type { AccountReportQuery } from '../../src/backoffice/reports/account-report.ts';
import * as reports from '../../src/backoffice/reports/account-report-store.ts';
import { SALES_GROUPS } from '../../src/backoffice/reports/sales.ts';
import * as moves from '../../src/backoffice/reports/sales-moves-store.ts';
import * as sales from '../../src/backoffice/reports/sales-store.ts';
import { CATALOGUE_SORTS } from '../../src/commerce/inventory/catalogue-plan.ts';
import * as catalogue from '../../src/commerce/inventory/catalogue-store.ts';
import * as supplied from '../../src/commerce/supplier-catalogues/item-store.ts';
import * as orders from '../../src/connectivity/carrier-orders/operator-store.ts';
import * as esims from '../../src/connectivity/esims/esim-list-store.ts';
import * as profiles from '../../src/connectivity/esims/profile-store.ts';
import * as entries from '../../src/money/credits/entries-store.ts';
import { sql } from '../../src/platform/db/database.ts';
import * as organizations from '../../src/tenancy/organizations/store.ts';
import * as requests from '../../src/tenancy/requests/by-path-store.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';

const ESIM_FILTERS: esims.EsimFilter[] = [
  {},
  { state: 'INSTALLED', active: true, suspended: false, country: 'AT' },
  { iccid: '8944', imsi: '232', customerUid: AN_ID },
  { customerUid: 'nobody' },
];

const [FROM, BEFORE] = [new Date('2026-04-01T18:30:00Z'), new Date('2026-04-30T18:30:00Z')];
const A_REPORT: AccountReportQuery = {
  periods: [{ date: '2026-04-02', startsAt: FROM }],
  before: BEFORE,
  groupings: new Set(['item', 'metatag_prefix']),
  filter: {
    inventoryItemId: AN_ID,
    countrySet: 'AT',
    salesChannel: 'API',
    clientId: 'a',
    metatagPrefix: 'a',
  },
};

const RATE = { validFrom: '2026-04-01', usdMillionths: 1n };
const A_COST = { item: 'AT1', tenThousandths: 1n, currency: 'EUR', usdTenThousandths: 1n };
const A_LINE = { bookedOn: '2026-04-30', amountMinor: 1n, currency: 'USD', payer: null, text: '' };

/** Calls of stores of lists and reports with each of their filters and orders. */
export const LISTS_BY_HAND: Record<string, Calls> = {
  'src/connectivity/carrier-orders/operator-store.ts': {
    async listOrders(tx) {
      for (const refundOpen of [true, false, undefined]) {
        await orders.listOrders(tx, { refundOpen, limit: 50 });
      }
    },
  },
  'src/tenancy/organizations/store.ts': {
    async listResellers(tx) {
      const all = { words: undefined, isClosed: undefined, after: undefined, limit: 50 };
      await organizations.listResellers(tx, all);
      const asked = { words: 'travel', isClosed: false, after: AN_ID, limit: 50 };
      await organizations.listResellers(tx, asked);
    },
  },
  'src/backoffice/reports/sales-store.ts': {
    async selectSalesBy(tx) {
      const asked = { from: FROM, before: BEFORE, mode: null, organizationId: null, limit: 1 };
      for (const by of SALES_GROUPS) await sales.selectSalesBy(tx, { ...asked, by });
    },
    async selectSales(tx) {
      const asked = { from: FROM, before: BEFORE, mode: null, organizationId: AN_ID, limit: 2 };
      await sales.selectSales(tx, asked);
    },
    salesOnOneNode: async () => undefined,
  },
  'src/commerce/supplier-catalogues/item-store.ts': {
    insertCosts(tx) {
      const costs = [{ ...A_COST, rate: RATE }];
      return supplied.insertCosts(tx, { carrier: 'esim-go', costs, at: FROM });
    },
  },
  'src/backoffice/operator/statements/proposal-store.ts': {
    selectPayable: (tx) => proposals.selectPayable(tx, { references: ['GS'], amounts: [1n] }),
  },
  'src/backoffice/operator/statements/statement-store.ts': {
    insertLines(tx) {
      const lines = [{ ...A_LINE, id: AN_ID, entryId: '1' }];
      return bank.insertLines(tx, { statementId: AN_ID, lines });
    },
    async listLines(tx) {
      const after = { bookedOn: '2026-04-30', id: AN_ID };
      for (const state of LINE_STATES) await bank.listLines(tx, { state, after, limit: 2 });
      await bank.listLines(tx, { state: undefined, after: undefined, limit: 2 });
    },
  },
  'src/money/credits/entries-store.ts': {
    async selectEntriesBelow(tx) {
      const page = { below: 2n, range: { from: FROM, before: BEFORE }, limit: 2 };
      for (const type of ['activation', 'refund', undefined] as const) {
        await entries.selectEntriesBelow(tx, AN_ID, { ...page, type });
      }
    },
  },
  'src/backoffice/reports/account-report-store.ts': {
    async selectAccountSales(tx) {
      const place = { accountId: AN_ID, limit: 2 };
      const withSums = { ...tx, row: async <Row>() => ({ rolledUntil: 1n, left: 0n }) as Row };
      for (const db of [tx, withSums]) await reports.selectAccountSales(db, place, A_REPORT);
    },
  },
  'src/backoffice/reports/sales-moves-store.ts': {
    packagesMoved: (tx) => tx.rows(moves.packagesMoved(AN_ID, (at) => sql`${at} < now()`)),
    eventsMoved: (tx) => tx.rows(moves.eventsMoved(AN_ID, sql`sequence > 1`)),
  },
  'src/connectivity/esims/profile-store.ts': {
    customersOfProfile: (tx) =>
      tx.rows(sql`select ${profiles.customersOfProfile({ accountId: AN_ID, id: AN_ID })}`),
  },
  'src/connectivity/esims/esim-list-store.ts': {
    async selectEsims(tx) {
      for (const filter of ESIM_FILTERS) {
        await esims.selectEsims(tx, AN_ID, { filter, after: AN_ID, limit: 2 });
      }
    },
    async countEsims(tx) {
      for (const filter of ESIM_FILTERS) await esims.countEsims(tx, AN_ID, { filter, limit: 2 });
    },
  },
  'src/commerce/inventory/catalogue-store.ts': {
    async selectCatalogue(tx) {
      for (const sort of CATALOGUE_SORTS) {
        const page = { filter: {}, sort, limit: 2 };
        const after = { sortValue: '1', id: AN_ID };
        await catalogue.selectCatalogue(tx, AN_ID, { ...page, isDescending: true, after });
        await catalogue.selectCatalogue(tx, AN_ID, {
          ...page,
          isDescending: false,
          after: undefined,
        });
      }
    },
  },
  'src/tenancy/requests/by-path-store.ts': {
    async selectByPath(tx) {
      const behind = { at: FROM.toISOString(), id: AN_ID };
      for (const path of ['/gigastore/credits', '/gigastore']) {
        const filter = { range: {}, path };
        await requests.selectByPath(tx, AN_ID, { filter, path, behind, limit: 50 });
      }
    },
  },
};
