import { expect } from 'vitest';
import type { TestStore } from './app.ts';
import { personOf } from './people.ts';
import { openReseller, type Purchase, purchase } from './resellers.ts';
import { loadPlans } from './shop.ts';

export const GB = 1024 ** 3;
export const PLANS = '/operator/data-plans';
export const INVENTORY = '/gigastore/products/inventory';

type Sale = { inventoryItemId: string; activationMode?: string };

/** Returns an operator, a reseller, and what plans, travellers and their phones do. */
export async function openTrips(store: TestStore) {
  await loadPlans(store.db);
  const operator = await personOf(store, '', 'operator');
  const reseller = await openReseller(store);
  const { call } = reseller;
  const phone = (iccid: string, act: string, body: object = {}) =>
    call('POST', `/gigastore/sandbox/esims/${iccid}/${act}`, { body });

  return {
    ...{ operator, reseller, call },
    /** Creates a plan, prices it at 2 USD, and puts it into the inventory. */
    async offer(body: object): Promise<{ planId: string; itemId: string }> {
      const made = await operator.call('POST', PLANS, { body });
      expect(made.statusCode, made.body).toBe(200);
      const { id: planId } = made.json();
      const csv = `id,wholesale_price\n${planId},2.00`;
      const priced = await operator.call('POST', '/operator/catalogue/import', { body: { csv } });
      expect(priced.json()).toMatchObject({ errors: [] });
      const retailPrice = { priceValue: 5, currencyCode: 'USD' };
      const item = await call('POST', INVENTORY, { body: { productId: planId, retailPrice } });
      expect(item.statusCode, item.body).toBe(200);
      return { planId, itemId: item.json().id };
    },
    /** Sells a package on an eSIM that is installed. */
    async onTrip(sale: Sale): Promise<Purchase> {
      const bought = await purchase(reseller, sale);
      await phone(bought.iccid, 'install');
      return bought;
    },
    attach: ({ iccid }: Purchase) => phone(iccid, 'attach', { country: 'AT' }),
    async use({ iccid }: Purchase, bytes: number) {
      return (await phone(iccid, 'use', { bytes, country: 'AT' })).json();
    },
    async topUp({ customerUid }: Purchase, inventoryItemId: string): Promise<string> {
      const body = { customerUid, inventoryItemId };
      const sold = await call('POST', '/gigastore/activations/top-up', { body });
      expect(sold.statusCode, sold.body).toBe(200);
      return sold.json().activatedItem.uid;
    },
    async packageOf({ activatedItemUid: uid }: Pick<Purchase, 'activatedItemUid'>) {
      return (await call('GET', `/gigastore/activations/activated-items/${uid}`)).json()
        .activatedItem;
    },
    async eventsOf({ activatedItemUid: uid }: Purchase): Promise<string[]> {
      const { items } = (await call('GET', `/gigastore/events?activated_item_uid=${uid}`)).json();
      return items.map(({ type }: { type: string }) => type);
    },
    advance: (by: string) => call('POST', '/gigastore/sandbox/clock', { body: { advance: by } }),
    /** Moves to the next noon in UTC, which is midnight in no zone of the tests. */
    async awayFromMidnight() {
      const { now } = (await call('GET', '/gigastore/sandbox/clock')).json();
      const noon = `${new Date(Date.parse(now) + 86_400_000).toISOString().slice(0, 10)}T12:00:00Z`;
      await call('POST', '/gigastore/sandbox/clock', { body: { now: noon } });
    },
    moveTo: (now: string) => call('POST', '/gigastore/sandbox/clock', { body: { now } }),
  };
}
