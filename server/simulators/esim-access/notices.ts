import { randomUUID } from 'node:crypto';
import type { SimulatedNotice } from '../notices.ts';
import type { SimulatedAnswer } from '../simulator.ts';
import { fail, succeed } from './answers.ts';
import type { Body, Esim, State } from './state.ts';

const HEALTH_WITHIN_MS = 5_000;

/** Tells that the eSIMs of an order are there; the notice names none of them. */
export function orderNotices({ noticeUrl, allocateMs }: State, orderNo: string): SimulatedNotice[] {
  const content = { orderNo, orderStatus: 'GOT_RESOURCE' };
  const body = JSON.stringify({ notifyType: 'ORDER_STATUS', content });
  return noticeUrl === null ? [] : [{ url: noticeUrl, body, afterMs: allocateMs }];
}

/** Tells that the state of an eSIM changed. */
export function stateNotices(state: State, esim: Esim): SimulatedNotice[] {
  const { esimStatus, smdpStatus } = esim;
  return notice(state, 'ESIM_STATUS', { ...idsOf(esim), esimStatus, smdpStatus });
}

/** Keeps the address for notices, if it takes one that is sent to try it. */
export async function saveWebhook(state: State, body: Body): Promise<SimulatedAnswer> {
  const url = body[state.webhookField];
  if (typeof url !== 'string') return fail('000105', `${state.webhookField} is missing`);
  const content = { orderNo: '', orderStatus: 'Test' };
  const isHealthy = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ notifyType: 'CHECK_HEALTH', content }),
    signal: AbortSignal.timeout(HEALTH_WITHIN_MS),
  }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!isHealthy) return fail('000001', 'the webhook does not answer');
  state.noticeUrl = url;
  return succeed({});
}

/** Tells something about an eSIM. */
export function notice(
  { noticeUrl }: State,
  notifyType: string,
  content: object,
): SimulatedNotice[] {
  const eventGenerateTime = new Date().toISOString();
  const text = { notifyType, eventGenerateTime, notifyId: randomUUID(), content };
  return noticeUrl === null ? [] : [{ url: noticeUrl, body: JSON.stringify(text) }];
}

/** Returns the numbers that name an eSIM. */
export function idsOf({ orderNo, esimTranNo, transactionId, iccid }: Esim) {
  return { orderNo, esimTranNo, transactionId, iccid };
}
