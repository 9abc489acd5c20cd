import {
  type LeasedOrder,
  type OrderStep,
  type Sending,
  selectProfileId,
} from '../../connectivity/carrier-orders/index.ts';
import type { Cost, OrderingCarrier, ProfileRef } from '../../connectivity/carriers/index.ts';
import { isActiveProfile, readProfiles } from '../../connectivity/esims/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readPackage } from '../activations/index.ts';
import { readPlan } from '../catalog/index.ts';
import type { OrderingParts } from './ordering-parts.ts';

/** A price that could not be read is asked for again after this time. */
const ASK_AGAIN_MS = 1_000;

/** An order that can be sent, or what becomes of one that cannot. */
export type Prepared =
  | { sending: Sending; cost: Cost; item: string; profile: ProfileRef | null }
  | { instead: OrderStep };

/**
 * Decides what is sent for an order: the item at its carrier, its price, and the eSIM that is
 * topped up. A customer without an eSIM of the carrier gets a new one. An item that costs more than
 * the plan's cost is not ordered.
 */
export async function prepareOrder(
  { db, quotes }: OrderingParts,
  carrier: OrderingCarrier,
  order: LeasedOrder,
): Promise<Prepared> {
  const plan = await readPlan(db, order.dataPlanId);
  const source = plan.sources.find((one) => one.carrier === carrier.name);
  if (!source) {
    return refuse('no_source', `${plan.name} has no source at ${carrier.name}.`);
  }
  const profile = order.kind === 'top_up' ? await findTarget(db, order) : null;
  const item = order.item ?? source.item;
  const end = await quotes.of(carrier, item);
  if (end.end === 'refused') return refuse(end.code, end.detail);
  if (end.end !== 'done') {
    const inMs = end.end === 'retry_later' ? end.afterMs : ASK_AGAIN_MS;
    return { instead: again(inMs, end.detail) };
  }
  const { cost } = end.value;
  const isDear =
    plan.costMinor !== null && cost.currency === 'USD' && toCents(cost) > plan.costMinor;
  if (isDear) {
    return refuse(
      'price_changed',
      `${item} costs ${toCents(cost)} cents, more than the plan's cost.`,
    );
  }
  const isTopUp = profile !== null && carrier.topUp !== undefined;
  const sending: Sending = {
    kind: isTopUp ? 'top_up' : 'profile',
    item,
    iccid: isTopUp ? profile.iccid : null,
    profileId: isTopUp ? profile.profileId : null,
    costTenThousandths: cost.tenThousandths,
    costCurrency: cost.currency,
  };
  return { sending, cost, item, profile: isTopUp ? profile : null };
}

/** Returns the newest active eSIM of the carrier that shares data with the package. */
async function findTarget(
  db: Queryable,
  { accountId, activatedItemId, carrier }: LeasedOrder,
): Promise<ProfileRef | null> {
  const { customerId, profileDomainId } = await readPackage({ db, accountId }, activatedItemId);
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  const own = profiles.findLast(
    (one) =>
      one.profileDomainId === profileDomainId && one.carrier === carrier && isActiveProfile(one),
  );
  if (!own) return null;
  const { iccid } = own;
  const profileId = await selectProfileId(db, { accountId, carrier, iccid });
  return profileId === undefined ? null : { iccid, profileId };
}

/** Returns whole cents; a fraction of a cent counts as one. */
function toCents({ tenThousandths }: Cost): bigint {
  return (tenThousandths + 99n) / 100n;
}

type Reason = Extract<OrderStep, { step: 'refused' }>['reason'];

function refuse(reason: Reason, detail: string): Prepared {
  return { instead: { step: 'refused', reason, detail } };
}

function again(inMs: number, detail: string): OrderStep {
  return { step: 'again', state: 'QUEUED', inMs, supplierOrder: null, detail, asks: false };
}
