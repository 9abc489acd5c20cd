import { equal, match, ok } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  CallEnd,
  DeliveredProfile,
  OrderRequest,
  Placed,
  SentOrder,
} from '../../src/connectivity/carriers/index.ts';
import type { Subject } from './subject.ts';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 100;

export function newReference(): string {
  return randomBytes(16).toString('hex');
}

/** Returns the value of a call that must have been done. */
export function valueIn<Value>(end: CallEnd<Value>): Value {
  if (end.end === 'done') return end.value;
  throw new Error(`The call ended in ${end.end} instead of done: ${JSON.stringify(end)}`);
}

/** Fails unless the call was refused with this code. */
export function expectRefusal(end: CallEnd<unknown>, code: string): void {
  equal(end.end === 'refused' ? end.code : end.end, code);
}

/** Returns an order of the item at its present price. */
export async function newOrder({ carrier, item }: Subject): Promise<OrderRequest> {
  const { cost } = valueIn(await carrier.check(item));
  return { reference: newReference(), item, cost };
}

export function sentOf(request: OrderRequest, sentAt: Date, more?: Partial<SentOrder>): SentOrder {
  const { reference, item } = request;
  return { kind: 'profile', reference, item, order: null, profile: null, sentAt, ...more };
}

/** Orders an eSIM and waits until it is delivered. */
export async function buy(
  subject: Subject,
): Promise<{ placed: Placed; profile: DeliveredProfile; sent: SentOrder }> {
  const request = await newOrder(subject);
  const sentAt = new Date();
  const first = await again(() => subject.carrier.order(request));
  const sent = sentOf(request, sentAt, { order: first.order });
  const placed = first.profile ? first : await awaitDelivery(subject, sent);
  const profile = placed.profile as DeliveredProfile;
  match(profile.iccid, /^89\d{16,18}$/);
  ok(profile.profileId.length > 0, 'A profile has the ID that the carrier gave it.');
  ok(profile.smdpAddress.includes('.'), 'A profile has the address of its SM-DP+.');
  ok(profile.matchingId.length > 0, 'A profile has a matching ID.');
  return { placed, profile, sent };
}

/** Repeats a call that ends in `retry_later`, as the caller of a connector does. */
export async function again<Value>(call: () => Promise<CallEnd<Value>>): Promise<Value> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const end = await call();
    if (end.end !== 'retry_later' || performance.now() > until) return valueIn(end);
    await delay(Math.min(end.afterMs, 1_000));
  }
}

export async function awaitDelivery(subject: Subject, sent: SentOrder): Promise<Placed> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { candidates } = await again(() => subject.carrier.find(sent));
    const found = candidates.find(({ profile }) => profile !== null);
    if (found) return found;
    if (performance.now() > until) throw new Error('The order was not delivered within 30 s.');
    await delay(PAUSE_MS);
  }
}
