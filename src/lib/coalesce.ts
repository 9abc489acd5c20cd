type Waiting<Value> = { shared: Promise<Value>; start: () => void };

/**
 * Shares one `read` among callers that ask for the same key at the same time. A caller is only ever
 * given a read that started after it called, so that sharing never makes an answer stale: whoever
 * comes while a read is under way waits for the next one. At most one read a key runs at a time.
 */
export function coalesce<Value>(
  read: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const flights = new Map<string, { next?: Waiting<Value> }>();

  async function depart(key: string): Promise<Value> {
    flights.set(key, {});
    try {
      return await read(key);
    } finally {
      land(key);
    }
  }

  function land(key: string): void {
    const next = flights.get(key)?.next;
    flights.delete(key);
    next?.start();
  }

  function waitFor(key: string): Waiting<Value> {
    let start = () => {};
    const shared = new Promise<Value>((resolve) => {
      start = () => resolve(depart(key));
    });
    return { shared, start };
  }

  return (key) => {
    const flight = flights.get(key);
    if (!flight) return depart(key);
    flight.next ??= waitFor(key);
    return flight.next.shared;
  };
}
