import autocannon from 'autocannon';
import { newId } from '../../src/kernel/ids.ts';

export type Measured = { rate: number; p50Ms: number; p99Ms: number };

export type Load = {
  url: string;
  connections: number;
  requests: autocannon.Request[];
  /** How long, or how many requests. */
  seconds?: number;
  amount?: number;
  /** A header with a new id in each request. */
  idHeader?: string;
};

/**
 * Sends the requests in turn over so many connections, each of which begins at another one. Throws
 * when any answer is not a 2xx.
 */
export async function loadOverHttp(load: Load): Promise<Measured> {
  const { url, connections, seconds, amount, idHeader } = load;
  const requests = idHeader ? load.requests.map((one) => withId(one, idHeader)) : load.requests;
  let opened = 0;
  const result = await autocannon({
    url,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    requests,
    timeout: 20,
    setupClient(client) {
      if (requests.length === 1) return;
      const first = Math.floor((opened * requests.length) / connections);
      opened += 1;
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
    },
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) {
    const answers = JSON.stringify(result.statusCodeStats);
    const lost = `${result.errors} without an answer, ${result.timeouts} too late`;
    throw new Error(`${failed} of ${result.requests.total} failed at ${url}: ${answers}, ${lost}`);
  }
  const rate = result['2xx'] / result.duration;
  return { rate, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

function withId(request: autocannon.Request, header: string): autocannon.Request {
  return {
    ...request,
    setupRequest: (next) => ({ ...next, headers: { ...next.headers, [header]: newId() } }),
  };
}

export function percentiles(latencies: number[]): { p50Ms: number; p99Ms: number; p95Ms: number } {
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** The measurement of the middle rate: one disturbed round in three changes nothing. */
function middle(rounds: readonly Measured[]): Measured {
  const sorted = rounds.toSorted((one, other) => one.rate - other.rate);
  return sorted[Math.floor(sorted.length / 2)] as Measured;
}

/**
 * Plays the scenarios in turn, every other round backwards, so that all of them see the same
 * weather. Returns the middle measurement of each.
 */
export async function playRounds<Name extends string>(
  rounds: number,
  scenarios: Record<Name, () => Promise<Measured>>,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(scenarios) as Name[];
  const measured = new Map(names.map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      measured.get(name)?.push(await scenarios[name]());
    }
  }
  const middles = [...measured].map(([name, all]) => [name, middle(all)]);
  return Object.fromEntries(middles) as Record<Name, Measured>;
}

/** Plays scenario and yardstick in turn; `ratio` is the scenario's rate over the yardstick's. */
export async function compare(
  rounds: number,
  scenario: () => Promise<Measured>,
  yardstick: () => Promise<Measured>,
): Promise<{ scenario: Measured; yardstick: Measured; ratio: number }> {
  const measured = await playRounds(rounds, { yardstick, scenario });
  return { ...measured, ratio: measured.scenario.rate / measured.yardstick.rate };
}
