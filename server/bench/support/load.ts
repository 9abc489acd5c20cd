import { newId } from '../../src/kernel/ids.ts';
import { type BenchRequest, Connection, type RequestBytes, toBytes } from './connection.ts';

export type Measured = { rate: number; p50Ms: number; p99Ms: number };

export type Load = {
  url: string;
  connections: number;
  requests: readonly BenchRequest[];
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
  const { url, connections: count, seconds, amount = Number.POSITIVE_INFINITY, idHeader } = load;
  const requests = load.requests.map(toBytes);
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(url)));
  const latencies: number[] = [];
  const started = performance.now();
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : started + seconds * 1000;
  let sent = 0;
  const loop = async (connection: Connection, first: number) => {
    for (let next = first; sent < amount; next += 1) {
      const before = performance.now();
      if (before >= end) break;
      sent += 1;
      const { head, end: rest } = requests[next % requests.length] as RequestBytes;
      const id = idHeader === undefined ? '' : `${idHeader}: ${newId()}\r\n`;
      const status = await connection.send(head + id + rest);
      if (status >= 300) throw new Error(`${url} answered ${status}`);
      latencies.push(performance.now() - before);
    }
  };
  try {
    await Promise.all(
      connections.map((connection, index) =>
        loop(connection, Math.floor((index * requests.length) / count)),
      ),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
  const rate = latencies.length / ((performance.now() - started) / 1000);
  return { rate, ...percentiles(latencies) };
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
