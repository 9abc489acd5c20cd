import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import type { App } from './typed-app.ts';

/** A probe gets its answer by then, whatever the database does. */
const ANSWER_WITHIN_MS = 1_000;
/** A check that answered so lately is slow and not stuck: 400 ms each way must not take all out. */
const TOLERATED_MS = 10_000;

/** What readiness asks: each returns a sentence when something is missing, else undefined. */
export type Readiness = Record<string, () => Promise<string | undefined>>;

/**
 * Registers the health checks. Live: the process answers. Ready: it can work, else 503 with what is
 * missing.
 */
export function registerHealthRoutes(
  app: App,
  readiness: Readiness,
  clock = () => performance.now(),
): void {
  const open = { config: { public: true }, schema: { hide: true } } as const;
  const checks = Object.entries(readiness).map(([name, ask]) => createCheck(name, ask, clock));
  app.get('/health/live', open, () => ({ status: 'live' }));
  app.get('/health/ready', open, async (request, reply) => {
    const asked = await Promise.all(checks.map((check) => check(request.log)));
    const missing = asked.filter((sentence) => sentence !== undefined);
    if (missing.length > 0) throw new Refusal('service_unavailable', missing.join(' '));
    return reply.header('Cache-Control', 'no-store').send({ status: 'ready' });
  });
}

/**
 * Runs one check at a time, however many probes arrive. A probe that has waited a second gets the
 * last success while that is recent, so that a slow check passes and a stuck one fails.
 */
function createCheck(name: string, ask: Readiness[string], clock: () => number) {
  let asking: Promise<string | undefined> | undefined;
  let succeededAt = Number.NEGATIVE_INFINITY;
  const askOnce = async (log: FastifyBaseLogger) => {
    const missing = await answerOf(name, ask, log);
    if (missing === undefined) succeededAt = clock();
    return missing;
  };
  return async (log: FastifyBaseLogger): Promise<string | undefined> => {
    asking ??= askOnce(log).finally(() => {
      asking = undefined;
    });
    const timer = new AbortController();
    const late = delay(ANSWER_WITHIN_MS, 'late' as const, { signal: timer.signal, ref: false });
    const answer = await Promise.race([asking, late.catch(() => undefined)]);
    timer.abort();
    if (answer !== 'late') return answer;
    const isRecent = clock() - succeededAt < TOLERATED_MS;
    return isRecent ? undefined : `The check "${name}" does not answer.`;
  };
}

async function answerOf(
  name: string,
  ask: Readiness[string],
  log: FastifyBaseLogger,
): Promise<string | undefined> {
  try {
    return await ask();
  } catch (err) {
    if (err instanceof Refusal) return err.message;
    log.error({ err, check: name }, 'readiness check failed');
    return `The check "${name}" failed.`;
  }
}
