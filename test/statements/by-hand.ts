import * as packages from '../../src/activations/read-store.ts';
import * as catalog from '../../src/catalog/store.ts';
import * as credits from '../../src/credits/store.ts';
import { SEARCH_MODES } from '../../src/customers/index.ts';
import * as search from '../../src/customers/search-store.ts';
import type { Tx } from '../../src/db/database.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';

/** Calls of store functions that compute before they ask, and so need arguments that are real. */
export const BY_HAND: Record<string, (tx: Tx) => Promise<unknown>> = {
  'src/activations/read-store.ts': async (tx) => {
    for (const by of packages.ITEM_SORTS) {
      const sort = { by, direction: 'ASC' } as const;
      await packages.selectItems(tx, AN_ID, { filter: { range: {} }, sort, limit: 50, offset: 0 });
    }
  },
  'src/catalog/store.ts': (tx) =>
    catalog.upsertDataPlans(tx, [
      {
        id: AN_ID,
        name: 'Austria 1 GB',
        sizeValue: 1,
        sizeUnit: 'GB',
        validityDays: 30,
        countrySet: 'AT',
        carrier: 'sandbox',
      },
    ]),
  'src/credits/store.ts': (tx) =>
    credits.insertTransfers(tx, AN_ID, {
      locked: { postedMinor: 500n, heldMinor: 0n, lastSequence: 1n },
      drafts: [
        {
          kind: 'posted',
          type: 'activation',
          debit: 'credits',
          credit: 'sales',
          amountMinor: 200n,
          description: 'A package',
          createdAt: new Date(0),
        },
      ],
    }),
  'src/customers/search-store.ts': async (tx) => {
    for (const mode of SEARCH_MODES) {
      const keys = ['EMAIL', 'METATAG', 'ICCID', 'IMSI', 'UID'] as const;
      const matches = keys.map((by) => ({ by, mode, text: '1' }));
      await search.selectFound(tx, AN_ID, { matches, limit: 50, offset: 0 });
    }
  },
};
