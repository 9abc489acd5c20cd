import type { Database } from '../../../platform/db/database.ts';
import { done, refused } from '../ordering/call-end.ts';
import type { Cost, Offer, OrderingCarrier, Placed } from '../ordering/ordering-carrier.ts';
import { SANDBOX_CARRIER, sandboxCarrier } from './index.ts';

const COST: Cost = { tenThousandths: 5_000n, currency: 'USD' };
const ITEM: Offer = {
  item: 'sandbox-1gb',
  aliases: [],
  name: 'Sandbox 1 GB',
  cost: COST,
  dataBytes: 1_000_000_000n,
  dataTerms: null,
  validityDays: 30,
  countries: ['AT'],
  canTopUp: false,
  networks: [],
};

/**
 * Returns the sandbox carrier as one that takes orders. It keeps its orders in this process, and
 * has no optional verbs.
 */
export function sandboxOrders(db: Database): OrderingCarrier {
  const orders = new Map<string, Placed>();
  const stock = sandboxCarrier();
  const isKnown = (profileId: string) =>
    [...orders.values()].some(({ profile }) => profile?.profileId === profileId);
  return {
    name: SANDBOX_CARRIER,
    capabilities: {
      resends: { order: 'same_reference', topUp: 'never' },
      findsBy: 'reference',
      priceGuard: 'exact_price',
      cancels: null,
      cancelsBy: null,
      notices: null,
      usageMinutes: null,
      refundDays: null,
      throttles: 'simulated',
      verbs: [],
    },
    check: async (item) =>
      item === ITEM.item ? done(ITEM) : refused('no_such_item', `There is no item ${item}.`),
    catalogue: async () => done([ITEM]),
    async order({ reference, item, cost }) {
      const known = orders.get(reference);
      if (known) return done(known);
      if (item !== ITEM.item) return refused('no_such_item', `There is no item ${item}.`);
      if (cost.tenThousandths !== COST.tenThousandths) {
        return refused('price_changed', 'The price is another one.');
      }
      const [claimed] = await db.transaction((tx) =>
        stock.claimProfiles(tx, { count: 1, accountId: null }),
      );
      if (!claimed) return refused('out_of_stock', 'No profile is free.');
      const profile = { ...claimed, profileId: claimed.iccid };
      const placed = { order: reference, isDelivered: true, profile, cost: COST };
      orders.set(reference, placed);
      return done(placed);
    },
    async find({ reference }) {
      const placed = orders.get(reference);
      return done({ candidates: placed ? [placed] : [] });
    },
    profile: async ({ iccid, profileId }) =>
      isKnown(profileId)
        ? done({ iccid, profileId, state: 'released', detail: 'RELEASED' })
        : refused('not_found', `There is no eSIM ${profileId}.`),
  };
}
