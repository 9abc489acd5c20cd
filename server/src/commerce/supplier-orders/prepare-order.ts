import {
  type ChoiceReason,
  type LeasedOrder,
  ORDER_REASONS,
  type OrderReason,
  type OrderStep,
  type Sending,
  selectProfileId,
} from '../../connectivity/carrier-orders/index.ts';
import type { Cost, OrderingCarrier, ProfileRef } from '../../connectivity/carriers/index.ts';
import { type EsimProfile, isActiveProfile, readProfiles } from '../../connectivity/esims/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readPackage } from '../activations/index.ts';
import { type Chosen, chooseSource, hasOutcome, type NoSource } from './choose-source.ts';
import type { OrderingParts } from './ordering-parts.ts';
import { sortSources } from './sort-sources.ts';

/** An order that can be sent, or what becomes of one that cannot. */
export type Prepared =
  | {
      /** The order with its source. */
      order: LeasedOrder;
      carrier: OrderingCarrier;
      sending: Sending;
      cost: Cost;
      item: string;
      profile: ProfileRef | null;
      /** Whether another source is left if this one refuses the order. */
      hasOthers: boolean;
      /** Whether one of them was not tried for it yet. */
      hasUntried: boolean;
    }
  /** Delivered from the stock of its carrier; `hasEsim` if the customer has one to top up. */
  | { order: LeasedOrder; inStock: { item: string; hasEsim: boolean } }
  | { order: LeasedOrder; instead: OrderStep };

/**
 * Decides what is sent for an order, and where: the source of its plan, the item there, its price,
 * and the eSIM that is topped up. What may be at a carrier already is sent there again and nowhere
 * else. A customer without an eSIM of the carrier gets a new one. An item that costs more than the
 * plan's cost is not ordered.
 */
export async function prepareOrder(parts: OrderingParts, order: LeasedOrder): Promise<Prepared> {
  const { db } = parts;
  const plan = await parts.reads.plan(order.dataPlanId);
  const profiles = order.kind === 'top_up' ? await findTargets(db, order) : [];
  const isSource = ({ carrier }: EsimProfile) =>
    plan.sources.some((source) => source.carrier === carrier);
  const ofEsim = profiles.find(isSource)?.carrier ?? null;
  const sources = await sortSources(parts, { order, plan, ofEsim });
  if (sources.length === 0) {
    const detail = `${plan.name} has no source at ${order.carrier}.`;
    return { order, instead: { step: 'refused', reason: 'no_source', detail } };
  }
  const holds = profiles.map((one) => one.carrier);
  const chosen = await chooseSource(parts, { order, plan, sources, holds });
  if ('skipped' in chosen) return { order, instead: insteadOf(order, chosen) };
  if ('stock' in chosen) {
    const { stock, item, choices } = chosen;
    const hasEsim = profiles.some((one) => one.carrier === stock);
    return { order: { ...order, carrier: stock, choices }, inStock: { item, hasEsim } };
  }

  const { carrier, item, cost, choices } = chosen;
  const target = profiles.find((one) => one.carrier === carrier.name);
  const profile = target && carrier.topUp ? await refOf(db, order, target) : null;
  const routed = { ...order, carrier: carrier.name, choices };
  const isOut = hasOutcome(routed, 'refused');
  const hasFailed = hasOutcome(routed, 'failed');
  const others = sources.filter((one) => one.carrier !== carrier.name && !isOut(one));
  return {
    order: routed,
    carrier,
    sending: toSending(chosen, profile),
    cost,
    item,
    profile,
    hasOthers: others.length > 0,
    hasUntried: others.some((one) => !hasFailed(one)),
  };
}

function toSending({ carrier, item, cost, choices }: Chosen, profile: ProfileRef | null): Sending {
  return {
    carrier: carrier.name,
    kind: profile === null ? 'profile' : 'top_up',
    item,
    iccid: profile?.iccid ?? null,
    profileId: profile?.profileId ?? null,
    costTenThousandths: cost.tenThousandths,
    costCurrency: cost.currency,
    choices,
  };
}

/** Waits for a source without a price; otherwise refuses for what kept the order from the first. */
function insteadOf(order: LeasedOrder, { skipped, waitsMs, choices }: NoSource): OrderStep {
  const [first] = skipped;
  if (waitsMs !== null) {
    const detail = skipped.find(({ reason }) => reason === 'no_price')?.detail ?? null;
    const kept = order.attempts === 0 ? { choices } : {};
    const again = { state: 'QUEUED', inMs: waitsMs, supplierOrder: null, detail } as const;
    return { step: 'again', ...again, asks: false, ...kept };
  }
  const refused = order.choices.find(({ outcome }) => outcome === 'refused');
  const reason = refused?.reason ?? first?.reason ?? 'no_source';
  const detail = refused?.detail ?? first?.detail ?? 'The plan has no source that is left.';
  return { step: 'refused', reason: toOrderReason(reason), detail, choices };
}

function toOrderReason(reason: ChoiceReason): OrderReason {
  return ORDER_REASONS.find((one) => one === reason) ?? 'no_source';
}

/** Returns the active eSIMs that share data with the package, the newest first. */
async function findTargets(
  db: Queryable,
  { accountId, activatedItemId }: LeasedOrder,
): Promise<EsimProfile[]> {
  const { customerId, profileDomainId } = await readPackage({ db, accountId }, activatedItemId);
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  return profiles
    .filter((one) => one.profileDomainId === profileDomainId && isActiveProfile(one))
    .toReversed();
}

/** Returns the eSIM as its carrier knows it; null if it was not ordered. */
async function refOf(
  db: Queryable,
  { accountId }: LeasedOrder,
  { carrier, iccid }: EsimProfile,
): Promise<ProfileRef | null> {
  const profileId = await selectProfileId(db, { accountId, carrier, iccid });
  return profileId === undefined ? null : { iccid, profileId };
}
