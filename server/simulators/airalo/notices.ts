import { createHmac, randomBytes } from 'node:crypto';
import type { SimulatedNotice } from '../notices.ts';
import type { SimulatedAnswer } from '../simulator.ts';
import { type Body, place } from './orders.ts';
import { failField, ok } from './show.ts';
import type { State } from './state.ts';

/** Where notices of each type are sent, and the key that signs them. */
export type Subscriptions = { clientSecret: string; urls: Map<string, string> };

export const NOTICE_TYPES = ['async_orders', 'webhook_low_data', 'webhook_credit_limit'];
/** Percent of the credit that is used. */
const CREDIT_LEVELS = [50, 70, 80, 90];
const HEAD_WITHIN_MS = 5_000;
const ASYNC_MS = 500;

/** Subscribes to notices of a type at an address, which must answer `HEAD`. */
export async function optIn({ urls }: Subscriptions, body: Body): Promise<SimulatedAnswer> {
  const { type, webhook_url: url } = body;
  if (!NOTICE_TYPES.includes(String(type))) return failField('type', 'The type is invalid.');
  if (typeof url !== 'string') return failField('webhook_url', 'The URL is required.');
  const answer = await fetch(url, {
    method: 'HEAD',
    signal: AbortSignal.timeout(HEAD_WITHIN_MS),
  }).catch(() => undefined);
  if (answer?.status !== 200) return failField('webhook_url', 'The URL does not answer HEAD.');
  urls.set(String(type), url);
  return ok({ type, contact_point: url });
}

/** Takes an order and tells its outcome later. */
export function placeLater(state: State, of: Subscriptions, body: Body): SimulatedAnswer {
  const requestId = randomBytes(13).toString('hex').slice(0, 25);
  const answer = place(state, body, 'sim');
  const outcome = answer.body as { data?: object; reason?: string };
  const isPlaced = answer.status === 200 && outcome.data !== undefined;
  const told = isPlaced ? outcome.data : { reason: outcome.reason ?? 'The order is invalid.' };
  const url = body.webhook_url ?? of.urls.get('async_orders');
  const notice = { ...told, request_id: requestId };
  const notices = typeof url === 'string' ? [toNotice(url, of, notice)] : [];
  return {
    status: 202,
    body: { data: { request_id: requestId }, meta: { message: 'success' } },
    notices: notices.map((one) => ({ ...one, afterMs: ASYNC_MS })),
  };
}

/** Tells when an order used up more of the credit than a level; `before` is the balance then. */
export function creditNotices(state: State, of: Subscriptions, before: number): SimulatedNotice[] {
  const url = of.urls.get('webhook_credit_limit');
  const used = (balance: number) => 100 * (1 - balance / state.creditLimit);
  const isCrossed = crosses(used(before), used(state.balance));
  if (url === undefined) return [];
  return CREDIT_LEVELS.filter(isCrossed).map((level) =>
    toNotice(url, of, {
      message: `You have used ${level}% of your credit.`,
      remaining: state.balance,
    }),
  );
}

/** Returns the test for levels that were crossed between two values. */
export const crosses = (before: number, after: number) => (level: number) =>
  before < level && after >= level;

/** Tells something, signed: the supplier signs a body as PHP writes it. */
export function toNotice(
  url: string,
  { clientSecret }: Subscriptions,
  notice: object,
): SimulatedNotice {
  const body = JSON.stringify(notice).replaceAll('/', '\\/');
  const signature = createHmac('sha512', clientSecret).update(body).digest('hex');
  return { url, headers: { 'airalo-signature': signature }, body };
}
