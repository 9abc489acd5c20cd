import { createHmac, randomBytes } from 'node:crypto';
import type { GigastoreEvent } from 'gigastore';

const ANSWER_MS = 10_000;

/** Returns a secret for a receiver, in the format of the store's secrets. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Sends an event as the store does. Returns the status, or why there is none. */
export async function deliver(
  event: GigastoreEvent,
  { url, secret }: { url: string; secret: string },
): Promise<number | string> {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1000);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${event.id}.${timestamp}.${body}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': event.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}

export function isTaken(answer: number | string | null | undefined): boolean {
  return typeof answer === 'number' && answer >= 200 && answer < 300;
}
