import autocannon from 'autocannon';

export type Measured = { rate: number; p50Ms: number; p99Ms: number };

export type Load = {
  url: string;
  connections: number;
  seconds: number;
  requests: autocannon.Request[];
};

/** Sends the requests in turn over so many connections for so long; any answer but 200 fails. */
export async function loadOverHttp({
  url,
  connections,
  seconds,
  requests,
}: Load): Promise<Measured> {
  const result = await autocannon({ url, connections, duration: seconds, requests, timeout: 20 });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0)
    throw new Error(`${failed} of ${result.requests.total} requests failed at ${url}`);
  const rate = result['2xx'] / result.duration;
  return { rate, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

/** Calls `once` from so many loops for so long. */
export async function loadHere(
  { loops, seconds }: { loops: number; seconds: number },
  once: (count: number) => Promise<unknown>,
): Promise<Measured> {
  const started = performance.now();
  const end = started + seconds * 1000;
  const latencies: number[] = [];
  let count = 0;
  const loop = async () => {
    while (performance.now() < end) {
      const before = performance.now();
      count += 1;
      await once(count);
      latencies.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  const rate = latencies.length / ((performance.now() - started) / 1000);
  return { rate, ...percentiles(latencies) };
}

export function percentiles(latencies: number[]): { p50Ms: number; p99Ms: number; p95Ms: number } {
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** The measurement of the middle rate: one disturbed round in three changes nothing. */
export function middle(rounds: readonly Measured[]): Measured {
  const sorted = rounds.toSorted((one, other) => one.rate - other.rate);
  return sorted[Math.floor(sorted.length / 2)] as Measured;
}

/** Plays scenario and yardstick in turn, so that both see the same weather. */
export async function compare(
  rounds: number,
  scenario: () => Promise<Measured>,
  yardstick: () => Promise<Measured>,
): Promise<{ scenario: Measured; yardstick: Measured; ratio: number }> {
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await yardstick());
    ours.push(await scenario());
  }
  const measured = { scenario: middle(ours), yardstick: middle(theirs) };
  return { ...measured, ratio: measured.scenario.rate / measured.yardstick.rate };
}
