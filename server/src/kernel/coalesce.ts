type Waiting<Value> = { shared: Promise<Value>; start: () => void };

/**
 * Shares one `read` among concurrent callers with the same key (`keyOf`). A caller gets only a read
 * that started after its call, so that sharing never returns stale data: a caller that comes during
 * a read waits for the next one. One of a key runs at a time.
 */
export function coalesce<Ask, Value>(
  read: (ask: Ask) => Promise<Value>,
  keyOf: (ask: Ask) => string,
): (ask: Ask) => Promise<Value> {
  const running = new Map<string, { next?: Waiting<Value> }>();

  async function run(key: string, ask: Ask): Promise<Value> {
    running.set(key, {});
    try {
      return await read(ask);
    } finally {
      const next = running.get(key)?.next;
      running.delete(key);
      next?.start();
    }
  }

  function waiting(key: string, ask: Ask): Waiting<Value> {
    let start = () => {};
    const shared = new Promise<Value>((resolve) => {
      start = () => resolve(run(key, ask));
    });
    return { shared, start };
  }

  return (ask) => {
    const key = keyOf(ask);
    const current = running.get(key);
    if (!current) return run(key, ask);
    current.next ??= waiting(key, ask);
    return current.next.shared;
  };
}
