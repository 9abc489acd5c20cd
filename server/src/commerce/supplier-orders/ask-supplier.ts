import {
  insertRequestOfOrder,
  type RequestVerb,
  selectOrder,
} from '../../connectivity/carrier-orders/index.ts';
import type { CallEnd, OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type OrderWithCalls, readOrder } from './settle-by-hand.ts';

type Asked = {
  id: string;
  verb: RequestVerb | 'replace';
  message?: string | undefined;
  carriers: readonly OrderingCarrier[];
};

/**
 * Keeps that the supplier is asked about the eSIM of an order; a worker asks. Throws
 * `carrier_order_not_found`, and `invalid_state` if the order delivered no eSIM or if the supplier
 * has no call for it.
 */
export async function askSupplier(
  scope: Pick<Scope, 'db' | 'now' | 'changes'>,
  { id, verb, message, carriers }: Asked,
): Promise<OrderWithCalls> {
  const { accountId, carrier: name } = await readOrder(scope.db, id);
  const carrier = carriers.find((one) => one.name === name);
  const isMissing = carrier && !carrier.capabilities.verbs.includes(verb);
  if (verb === 'replace' || isMissing) {
    throw new Refusal('invalid_state', `The carrier ${name} has no call for this: ${verb}.`);
  }
  const of = { accountId, orderId: id, verb, at: scope.now };
  const isKept = await insertRequestOfOrder(scope.db, { ...of, ...(message && { message }) });
  if (!isKept) throw new Refusal('invalid_state', 'The order delivered no eSIM of its carrier.');
  audit(scope, { action: 'carrier_order.requested', target: id, before: null, after: { verb } });
  return readOrder(scope.db, id);
}

/** What a supplier says; `failure` why it is not known, or that the supplier has no such call. */
type Known<Value> = { value: Value | null; failure: string | null };
type ValueOf<Verb extends 'profile' | 'usage' | 'location'> = Extract<
  Awaited<ReturnType<NonNullable<OrderingCarrier[Verb]>>>,
  { end: 'done' }
>['value'];

export type EsimAtSupplier = {
  iccid: string | null;
  profile: Known<ValueOf<'profile'>>;
  usage: Known<ValueOf<'usage'>>;
  location: Known<ValueOf<'location'>>;
};

/**
 * Asks a supplier how the eSIM of an order is, what it has used and where it was seen. Throws
 * `carrier_order_not_found`.
 */
export async function readEsimAtSupplier(
  db: Queryable,
  { id, carriers }: Pick<Asked, 'id' | 'carriers'>,
): Promise<EsimAtSupplier> {
  const order = await selectOrder(db, id);
  if (!order) throw new Refusal('carrier_order_not_found', 'No order at a carrier has this ID.');
  const { iccid, profileId, carrier: name } = order;
  const carrier = carriers.find((one) => one.name === name);
  if (iccid === null || profileId === null) return unknownEsim(iccid, 'The order has no eSIM.');
  if (!carrier) return unknownEsim(iccid, `The carrier ${name} is not set up.`);
  const ref = { iccid, profileId };
  const [profile, usage, location] = await Promise.all([
    carrier.profile(ref),
    carrier.usage?.(ref),
    carrier.location?.(ref),
  ]);
  return { iccid, profile: toKnown(profile), usage: toKnown(usage), location: toKnown(location) };
}

function unknownEsim(iccid: string | null, failure: string): EsimAtSupplier {
  const none = { value: null, failure };
  return { iccid, profile: none, usage: none, location: none };
}

function toKnown<Value>(end: CallEnd<Value> | undefined): Known<Value> {
  if (end === undefined) return { value: null, failure: 'The carrier has no call for this.' };
  if (end.end === 'done') return { value: end.value, failure: null };
  return { value: null, failure: end.detail };
}
