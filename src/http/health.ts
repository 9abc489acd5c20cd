import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../lib/refusal.ts';
import type { App } from './typed-app.ts';

const READY_WITHIN_MS = 1_000;

/** What readiness asks: each gives a sentence when something is missing, else undefined. */
export type Readiness = Record<string, () => Promise<string | undefined>>;

/** Live: the process answers. Ready: it can serve, else 503 with what is missing. */
export function registerHealthRoutes(app: App, readiness: Readiness): void {
  const open = { config: { public: true }, schema: { hide: true } } as const;
  app.get('/health/live', open, () => ({ status: 'live' }));
  app.get('/health/ready', open, async (_, reply) => {
    const missing = await Promise.all(Object.values(readiness).map(askInTime));
    const said = missing.filter((sentence) => sentence !== undefined);
    if (said.length > 0) throw new Refusal('service_unavailable', said.join(' '));
    return reply.header('Cache-Control', 'no-store').send({ status: 'ready' });
  });
}

async function askInTime(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  const timer = new AbortController();
  const late = delay(READY_WITHIN_MS, 'The database does not answer.', {
    signal: timer.signal,
    ref: false,
  });
  try {
    return await Promise.race([ask(), late.catch(() => undefined)]);
  } catch (error) {
    return error instanceof Refusal ? error.message : 'The database does not answer.';
  } finally {
    timer.abort();
  }
}
