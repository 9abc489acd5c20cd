import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { drawFaults, type NoticeFault, type NoticeFaultPlan } from './faults.ts';

/** What a supplier posts to the store of itself. */
export type SimulatedNotice = {
  url: string;
  headers?: Record<string, string>;
  /** The exact text, which may be signed. */
  body: string;
  /** How long after the answer it is sent. */
  afterMs?: number;
};

const JSON_TYPE = { 'content-type': 'application/json' };
const DEADLINE_MS = 5_000;

/** Sends the notices of a simulator, each once and after its answer unless the plan says else. */
export function createNoticeSender() {
  let draw: () => NoticeFault | undefined = () => undefined;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const underWay = new Set<Promise<void>>();

  async function post({ url, headers, body }: SimulatedNotice): Promise<void> {
    // Nobody knows whether and how the suppliers send again what was not taken: it is lost.
    await fetch(url, {
      ...{ method: 'POST', headers: { ...JSON_TYPE, ...headers }, body },
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(DEADLINE_MS)]),
    }).catch(() => undefined);
  }

  /** Sends one after another those that are not due before the answer. */
  async function postInOrder(notices: readonly SimulatedNotice[]): Promise<void> {
    // The answer that caused them is sent first.
    await delay(1);
    for (const notice of notices) {
      if (notice.afterMs) await delay(notice.afterMs, undefined, closing).catch(() => undefined);
      if (!closing.signal.aborted) await post(notice);
    }
  }

  return {
    plan(faults: NoticeFaultPlan): void {
      draw = drawFaults(faults);
    },
    /** Resolves when the early ones were sent; the others follow. */
    async announce(notices: readonly SimulatedNotice[] = []): Promise<void> {
      const later: SimulatedNotice[] = [];
      for (const notice of notices) {
        const fault = draw();
        if (fault === 'early') await post(notice);
        else if (fault === 'twice') later.push(notice, { ...notice, afterMs: 0 });
        else if (fault !== 'lost') later.push(notice);
      }
      if (later.length === 0) return;
      const posting = postInOrder(later).finally(() => underWay.delete(posting));
      underWay.add(posting);
    },
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(underWay);
    },
  };
}
