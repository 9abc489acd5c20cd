import {
  type LeasedRequest,
  type RequestEnd,
  referenceOf,
  selectItemOf,
  selectPackagesOn,
  updateRequestAgain,
  updateRequestEnded,
} from '../../connectivity/carrier-orders/index.ts';
import type { CallEnd, OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { readPackage } from '../activations/index.ts';

/** A supplier that does not answer is asked again after this time, which is a share of the age. */
const FIRST_AGAIN_MS = 5_000;
const LONGEST_AGAIN_MS = 900_000;
const AGE_SHARE = 0.2;
/** After this time a request that a supplier never took ends. */
const GIVEN_UP_MS = 86_400_000;

type Parts = { db: Database; carriers: ReadonlyMap<string, OrderingCarrier>; now: () => Date };
type Answer = Awaited<ReturnType<NonNullable<OrderingCarrier['cancel']>>> | CallEnd<null>;

/**
 * Asks the supplier for what a leased request says, and writes how it ended. To suspend and to
 * resume is asked until the outcome is known; what must not be done twice is asked once.
 */
export async function workRequest(parts: Parts, request: LeasedRequest): Promise<void> {
  const { db, carriers } = parts;
  const isRepeatable = request.verb === 'suspend' || request.verb === 'resume';
  if (request.wasAsked && !isRepeatable) {
    return updateRequestEnded(db, request, lost('The worker that asked was stopped.'));
  }
  const carrier = carriers.get(request.carrier);
  const refusal = carrier
    ? await refuse(db, carrier, request)
    : `The carrier ${request.carrier} is not set up.`;
  if (!carrier || refusal !== null) {
    return updateRequestEnded(db, request, { state: 'REFUSED', detail: refusal });
  }
  const item = request.item ?? (await selectItemOf(db, request)) ?? '';
  const end = await ask(carrier, { ...request, item });
  if (end.end === 'done') return updateRequestEnded(db, request, endOf(request, end.value));
  if (end.end === 'refused') {
    const detail = `${end.code}: ${end.detail}`;
    return updateRequestEnded(db, request, { state: 'REFUSED', detail });
  }
  if (end.end === 'unknown' && !isRepeatable) {
    return updateRequestEnded(db, request, lost(end.detail));
  }
  const ageMs = parts.now().getTime() - request.createdAt.getTime();
  if (ageMs > GIVEN_UP_MS) {
    return updateRequestEnded(db, request, { state: 'REFUSED', detail: end.detail });
  }
  const share = Math.min(LONGEST_AGAIN_MS, Math.max(FIRST_AGAIN_MS, ageMs * AGE_SHARE));
  const inMs = end.end === 'retry_later' ? Math.max(share, end.afterMs) : share;
  return updateRequestAgain(db, request, { inMs, detail: end.detail });
}

/** Returns why it must not be asked; null if it may. */
async function refuse(
  db: Database,
  { name, capabilities }: OrderingCarrier,
  { verb, carrier, iccid }: LeasedRequest,
): Promise<string | null> {
  if (!capabilities.verbs.includes(verb)) return `${name} has no call for this: ${verb}.`;
  if (verb !== 'cancel' || capabilities.cancelsBy !== 'esim') return null;
  for (const { accountId, packageId } of await selectPackagesOn(db, { carrier, iccid })) {
    const { status, name: used } = await readPackage({ db, accountId }, packageId);
    if (status !== 'REFUNDED') return `${used} is on the same eSIM, which ${name} cancels whole.`;
  }
  return null;
}

async function ask(
  carrier: OrderingCarrier,
  request: LeasedRequest & { item: string },
): Promise<Answer> {
  const { verb, iccid, profileId, item, message, orderId } = request;
  const ref = { iccid, profileId, reference: referenceOf({ id: orderId }) };
  const missing = { end: 'refused', code: 'not_allowed', detail: verb } as const;
  switch (verb) {
    case 'cancel':
      return (await carrier.cancel?.({ ...ref, item })) ?? missing;
    case 'suspend':
      return (await carrier.suspend?.(ref)) ?? missing;
    case 'resume':
      return (await carrier.resume?.(ref)) ?? missing;
    case 'sms':
      return (await carrier.sms?.({ ...ref, text: message ?? '' })) ?? missing;
  }
}

function endOf(
  { costTenThousandths, costCurrency }: LeasedRequest,
  value: Extract<Answer, { end: 'done' }>['value'],
): RequestEnd {
  if (value === null) return { state: 'DONE', detail: null };
  const hasCost = costTenThousandths !== null && costCurrency !== null;
  const returned =
    value.outcome === 'refunded' && hasCost
      ? { tenThousandths: costTenThousandths, currency: costCurrency }
      : null;
  const { outcome, request: supplierRequest } = value;
  return { state: 'DONE', detail: null, outcome, supplierRequest, returned };
}

function lost(detail: string): RequestEnd {
  return { state: 'UNKNOWN', detail: `The answer was lost: ${detail}` };
}
