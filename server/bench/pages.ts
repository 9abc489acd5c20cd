import { type BenchServer, startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { loadOverHttp, type Measured, playRounds } from './support/load.ts';
import { openReseller, registerRequest } from './support/resellers.ts';
import type { Row } from './support/row.ts';

const ESIMS = 100;
const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;
const GOAL_RATE = 1_000;
const GOAL_KB = 100;
/** For comparison only. */
const NO_GOAL = { goal: '', isMet: true };
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 ' +
  '(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
const headers = { 'user-agent': IPHONE, 'accept-language': 'de' };

/**
 * The pages of travellers: how many a second two processes of `serve` answer, as a machine of two
 * cores has, and one of them; and what the pages weigh. The client and the database are on the same
 * two cores.
 */
export async function pageRows(store: BenchStore): Promise<Row[]> {
  const reseller = await openReseller(store.db);
  const server = await startBenchServer(store.url, 'lane');
  const second = await startBenchServer(store.url, 'lane');
  try {
    const { method, path, headers: sold, body } = await registerRequest(server.url, reseller);
    const paths = { installation: [] as string[], customer: [] as string[] };
    for (let count = 0; count < ESIMS; count += 1) {
      const answer = await fetch(server.url + path, { method, headers: sold, body });
      const { esimProfile, customer } = (await answer.json()) as Sold;
      paths.installation.push(new URL(esimProfile.installationUrl).pathname);
      paths.customer.push(new URL(customer.profileUrl).pathname);
    }
    const load = (pages: string[], servers: readonly BenchServer[]) => () => {
      const requests = pages.map((page) => ({ method: 'GET' as const, path: page, headers }));
      const connections = CONNECTIONS / servers.length;
      const loads = servers.map(({ url }) =>
        loadOverHttp({ url, connections, seconds: SECONDS, requests }),
      );
      return Promise.all(loads).then(together);
    };
    const both = [server, second];
    await load(paths.installation, both)();
    const measured = await playRounds(ROUNDS, {
      installation: load(paths.installation, both),
      customer: load(paths.customer, both),
      installationOfOne: load(paths.installation, [server]),
      customerOfOne: load(paths.customer, [server]),
    });
    return [
      rateRow('installation page, two processes', measured.installation),
      rateRow('customer page, two processes', measured.customer),
      { ...rateRow('installation page, one process', measured.installationOfOne), ...NO_GOAL },
      { ...rateRow('customer page, one process', measured.customerOfOne), ...NO_GOAL },
      await weightRow('installation page', server.url + paths.installation[0]),
      await weightRow('customer page', server.url + paths.customer[0]),
    ];
  } finally {
    await Promise.all([server.stop(), second.stop()]);
  }
}

/** What two servers did at the same time; the slower percentiles count. */
function together(measured: readonly Measured[]): Measured {
  return {
    rate: measured.reduce((sum, { rate }) => sum + rate, 0),
    p50Ms: Math.max(...measured.map(({ p50Ms }) => p50Ms)),
    p99Ms: Math.max(...measured.map(({ p99Ms }) => p99Ms)),
  };
}

type Sold = { esimProfile: { installationUrl: string }; customer: { profileUrl: string } };

function rateRow(scenario: string, measured: Pick<Row, 'p50Ms' | 'p99Ms'> & { rate: number }): Row {
  return {
    ...{ scenario, yardstick: 'none', ratio: null, goal: `≥ ${GOAL_RATE}/s` },
    ...measured,
    isMet: measured.rate >= GOAL_RATE,
  };
}

/** The page with its script, as a browser without a cache loads it; uncompressed. */
async function weightRow(page: string, url: string): Promise<Row> {
  const html = await (await fetch(url, { headers })).text();
  const script = /<script src="([^"]+)"/.exec(html)?.[1] ?? '';
  const code = await (await fetch(new URL(script, url))).text();
  const kilobytes = (Buffer.byteLength(html) + Buffer.byteLength(code)) / 1_000;
  return {
    scenario: `weight of the ${page}`,
    ...{ rate: null, p50Ms: null, p99Ms: null, ratio: null },
    yardstick: `${kilobytes.toFixed(1)} KB`,
    goal: `≤ ${GOAL_KB} KB`,
    isMet: kilobytes <= GOAL_KB,
  };
}
