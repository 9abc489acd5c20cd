import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import type { App } from './typed-app.ts';

const READY_WITHIN_MS = 1_000;

/** What readiness asks: each gives a sentence when something is missing, else undefined. */
export type Readiness = Record<string, () => Promise<string | undefined>>;

/** Live: the process answers. Ready: it can serve, else 503 with what is missing. */
export function registerHealthRoutes(app: App, readiness: Readiness): void {
  const open = { config: { public: true }, schema: { hide: true } } as const;
  app.get('/health/live', open, () => ({ status: 'live' }));
  app.get('/health/ready', open, async (request, reply) => {
    const asked = Object.entries(readiness).map(([name, ask]) => askInTime(name, ask, request.log));
    const said = (await Promise.all(asked)).filter((sentence) => sentence !== undefined);
    if (said.length > 0) throw new Refusal('service_unavailable', said.join(' '));
    return reply.header('Cache-Control', 'no-store').send({ status: 'ready' });
  });
}

async function askInTime(
  name: string,
  ask: Readiness[string],
  log: FastifyBaseLogger,
): Promise<string | undefined> {
  const timer = new AbortController();
  const late = delay(READY_WITHIN_MS, `The check "${name}" does not answer.`, {
    signal: timer.signal,
    ref: false,
  });
  try {
    return await Promise.race([ask(), late.catch(() => undefined)]);
  } catch (err) {
    if (err instanceof Refusal) return err.message;
    log.error({ err, check: name }, 'A readiness check failed');
    return `The check "${name}" failed.`;
  } finally {
    timer.abort();
  }
}
