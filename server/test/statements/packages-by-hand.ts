import * as found from '../../src/commerce/activations/found-store.ts';
import * as lives from '../../src/commerce/activations/package-store.ts';
import * as pending from '../../src/commerce/activations/pending-store.ts';
import * as sold from '../../src/commerce/activations/store.ts';
import type { Calls } from './recorder.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';
const THEN = new Date('2026-04-30T09:55:36.430Z');

export const PACKAGES_BY_HAND: Record<string, Calls> = {
  'src/commerce/activations/package-store.ts': {
    updatePackages: (tx) => lives.updatePackages(tx, AN_ID, [aLife()]),
    updateDays(tx) {
      const dataDays = [{ startsAt: THEN.toISOString(), bytes: 1, throttledBytes: 0 }];
      return lives.updateDays(tx, AN_ID, [{ id: AN_ID, dataDays }]);
    },
  },
  'src/commerce/activations/pending-store.ts': {
    updateDelivered(tx) {
      const delivered = { ...aLife(), accountId: AN_ID, esimProfileId: AN_ID };
      return pending.updateDelivered(tx, [delivered]);
    },
  },
  'src/commerce/activations/store.ts': {
    insertPackages(tx) {
      const whose = { accountId: AN_ID, id: AN_ID, customerId: AN_ID, profileDomainId: AN_ID };
      const item = { esimProfileId: null, inventoryItemId: AN_ID, dataPlanId: AN_ID, name: 'A' };
      const data = { dataBytes: 1n, usedBytes: 0n, dataTerms: null, dataDays: null };
      const size = { ...data, sizeValue: 1, sizeUnit: 'GB' } as const;
      const plan = { ...size, validityDays: 30, countrySet: 'AT', carrier: 'sandbox' };
      const sale = { activationMode: 'NOW', salesChannel: 'API', status: 'PURCHASED' } as const;
      const user = { metatag: null, userIp: null, userCountry: null };
      const seller = { clientId: null, personId: null };
      const paid = { purchasePriceMinor: 1n, retailPriceMinor: 2n, holdSequence: null };
      const times = { soldAt: THEN, activatedAt: THEN, expiresAt: THEN, warnedAt: null };
      const life = { state: 'ACTIVE', refundedAt: null } as const;
      const one = { ...whose, ...item, ...plan, ...sale, ...user, ...seller, ...paid };
      return sold.insertPackages(tx, [{ ...one, ...times, ...life }]);
    },
  },
  'src/commerce/activations/found-store.ts': {
    async selectFoundPackages(tx) {
      for (const wanted of packageSearches()) {
        const scope = { db: tx, accountId: AN_ID, now: THEN };
        await found.selectFoundPackages(scope, wanted, { after: undefined, limit: 1 });
        const after = { soldAt: THEN, id: AN_ID };
        await found.selectFoundPackages(scope, wanted, { after, limit: 1 });
      }
    },
    async countFoundPackages(tx) {
      const scope = { db: tx, accountId: AN_ID, now: THEN };
      for (const wanted of packageSearches()) await found.countFoundPackages(scope, wanted, 1);
    },
  },
};

function aLife() {
  const whose = { id: AN_ID, customerId: AN_ID, profileDomainId: AN_ID, name: '', metatag: null };
  const data = { dataBytes: 1n, usedBytes: 0n, dataTerms: null, dataDays: null };
  const plan = { ...data, validityDays: 30, countrySet: 'AT' } as const;
  const times = { soldAt: THEN, activatedAt: THEN, expiresAt: THEN, warnedAt: null };
  return { ...whose, ...plan, ...times, activationMode: 'NOW', state: 'ACTIVE' } as const;
}

/** Searches of packages with each condition, each state and each form of text. */
export function packageSearches() {
  const range = { from: THEN, before: THEN };
  const whose = { inventoryItemId: AN_ID, countrySet: 'AT', customerUid: AN_ID };
  return [
    { ...range, ...whose, status: 'PURCHASED', state: 'ACTIVE', channel: 'API', text: AN_ID },
    { state: 'PENDING', channel: 'PORTAL', text: '8944' },
    { state: 'FAILED', text: 'abc' },
    { state: 'REFUNDED', status: 'REFUNDED' },
    { state: 'DEPLETED' },
    { state: 'EXPIRED' },
    {},
  ] as const;
}
