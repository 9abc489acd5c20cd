import { log } from './log.ts';
import { isSettled, planOrder } from './plan.ts';
import { type Parts, reconcileOrder } from './reconcile.ts';

const MOST_AT_ONCE = 8;
const LONGEST_DELAY_MS = 3_600_000;

/** An order that failed and will be retried. */
type Waiting = { orderId: string; code: string; attempts: number };

export type Queue = {
  /** Queues an order to be processed as soon as possible. */
  wake: (orderId: string) => void;
  waiting: () => Waiting[];
  /** Ends after the orders under way. */
  stop: () => Promise<void>;
};

type Entry = {
  attempts: number;
  code: string;
  timer: NodeJS.Timeout | undefined;
  isWoken: boolean;
};

/** Looks at orders, one process at a time for each, and again after a failure: after 1, 2, 4 … seconds. */
export function openQueue(parts: Parts): Queue {
  const entries = new Map<string, Entry>();
  const ready: string[] = [];
  const running = new Map<string, Promise<void>>();
  let isStopped = false;

  function wake(orderId: string): void {
    const entry = entries.get(orderId) ?? {
      attempts: 0,
      code: '',
      timer: undefined,
      isWoken: false,
    };
    entries.set(orderId, entry);
    clearTimeout(entry.timer);
    entry.isWoken = true;
    if (!running.has(orderId) && !ready.includes(orderId)) ready.push(orderId);
    next();
  }

  function next(): void {
    while (!isStopped && running.size < MOST_AT_ONCE) {
      const orderId = ready.shift();
      if (orderId === undefined) return;
      const work = look(orderId).finally(() => {
        running.delete(orderId);
        if (entries.get(orderId)?.isWoken) ready.push(orderId);
        next();
      });
      running.set(orderId, work);
    }
  }

  async function look(orderId: string): Promise<void> {
    const entry = entries.get(orderId) as Entry;
    entry.isWoken = false;
    try {
      await reconcileOrder(parts, orderId);
      const known = parts.journal.known.get(orderId);
      const isOver = !known?.order || isSettled(planOrder(known, Date.now()));
      if (isOver && !entry.isWoken) entries.delete(orderId);
      else entry.isWoken = true;
    } catch (error) {
      entry.attempts += 1;
      entry.code = codeOf(error);
      log('order failed', { order: orderId, code: entry.code, attempts: entry.attempts });
      entry.timer = setTimeout(() => wake(orderId), delayAfter(error, entry.attempts));
    }
  }

  function delayAfter(error: unknown, attempts: number): number {
    const { retryAfterMs } = error as { retryAfterMs?: number };
    const doubled = parts.settings.firstDelayMs * 2 ** Math.min(20, attempts - 1);
    return Math.min(LONGEST_DELAY_MS, Math.max(retryAfterMs ?? 0, doubled));
  }

  return {
    wake,
    waiting: () =>
      [...entries]
        .filter(([, { attempts }]) => attempts > 0)
        .map(([orderId, { code, attempts }]) => ({ orderId, code, attempts })),
    async stop() {
      isStopped = true;
      for (const { timer } of entries.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : String(error);
}
