type Waiting<Value> = { shared: Promise<Value>; start: () => void };

export type CoalesceOptions<Ask> = {
  /** Callers whose keys are equal may share a read. */
  keyOf: (ask: Ask) => string;
  /** When to start a read that is wanted; a parameter in tests only. */
  later?: (start: () => void) => void;
};

/**
 * Shares one `read` among callers that ask the same at the same time. A caller is only ever given
 * a read that starts after it called, so that sharing never makes an answer stale. At most one read
 * of a key runs at a time; the next starts when everything that is due now has been looked at,
 * because a busy server would otherwise read once a request.
 */
export function coalesce<Ask, Value>(
  read: (ask: Ask) => Promise<Value>,
  { keyOf, later = setImmediate }: CoalesceOptions<Ask>,
): (ask: Ask) => Promise<Value> {
  const waiting = new Map<string, Waiting<Value>>();
  const running = new Set<string>();

  async function run(key: string, ask: Ask): Promise<Value> {
    waiting.delete(key);
    running.add(key);
    try {
      return await read(ask);
    } finally {
      running.delete(key);
      const next = waiting.get(key);
      if (next) later(next.start);
    }
  }

  function wait(key: string, ask: Ask): Waiting<Value> {
    let start = () => {};
    const shared = new Promise<Value>((resolve) => {
      start = () => resolve(run(key, ask));
    });
    const next = { shared, start };
    waiting.set(key, next);
    if (!running.has(key)) later(start);
    return next;
  }

  return (ask) => {
    const key = keyOf(ask);
    return (waiting.get(key) ?? wait(key, ask)).shared;
  };
}
