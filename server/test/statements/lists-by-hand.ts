import { CATALOGUE_SORTS } from '../../src/commerce/inventory/catalogue-plan.ts';
import * as catalogue from '../../src/commerce/inventory/catalogue-store.ts';
import * as esims from '../../src/connectivity/esims/esim-list-store.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';

const ESIM_FILTERS: esims.EsimFilter[] = [
  {},
  { state: 'INSTALLED', active: true, suspended: false, country: 'AT' },
  { iccid: '8944', imsi: '232', customerUid: AN_ID },
  { customerUid: 'nobody' },
];

/** Calls of stores of lists with each of their filters and orders. */
export const LISTS_BY_HAND: Record<string, Calls> = {
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
};
