import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { settleHappenings } from '../src/commerce/radius-usage/index.ts';
import { createUsageLane } from '../src/commerce/usage/index.ts';
import { sql } from '../src/platform/db/database.ts';
import { createClient } from '../test/support/radius.ts';
import type { NasOrder, NasReport } from './radius-nas.ts';
import { startChild } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { cpuMicros } from './support/cpu.ts';
import { bytesBefore } from './support/radius-packets.ts';
import { openReseller } from './support/resellers.ts';
import type { Cpu, Row } from './support/row.ts';
import { sellProfiles } from './support/usage-reports.ts';

const GOAL_RATE = 20_000;
const SESSIONS = 10_000;
const PHONES = 1_000;
const SECONDS = 10;
const ROUNDS = (GOAL_RATE * SECONDS) / SESSIONS;
/** Sessions are known before, as in a network that has run for a while. */
const ROUNDS_BEFORE = 2;
const PACE_BEFORE = 2_000;

/**
 * Sessions that start, go on and stop, at a fixed pace. Each packet has to be answered the first
 * time, once it is durable; then the database has each byte that was sent.
 */
export async function radiusRows(store: BenchStore): Promise<Row[]> {
  await createClient(store.db);
  const { shop } = await openReseller(store.db);
  const imsis = (await sellProfiles(shop, PHONES)).map(({ imsi }) => imsi);
  const radius = await startChild('bench/radius-server.ts', [store.url]);
  const port = Number(new URL(radius.url).port);
  const send = (order: Pick<NasOrder, 'rate' | 'firstRound' | 'rounds'>) =>
    runNas({ ...order, port, imsis, sessions: SESSIONS });
  const used = async () => ({
    server: await cpuMicros(radius.pid),
    database: await cpuMicros(store.pid),
  });
  try {
    await send({ rate: PACE_BEFORE, firstRound: 0, rounds: ROUNDS_BEFORE });
    const before = await used();
    const report = await send({ rate: GOAL_RATE, firstRound: ROUNDS_BEFORE, rounds: ROUNDS });
    const after = await used();
    const cpu = {
      serverMicros: (after.server - before.server) / report.sent,
      databaseMicros: (after.database - before.database) / report.sent,
    };
    const expected = bytesBefore(ROUNDS_BEFORE + ROUNDS, SESSIONS);
    const isExact = (await keptBytes(store)) === expected;
    return [packetRow(report, { cpu, isExact }), await chargeRow(store, expected)];
  } finally {
    await radius.stop();
  }
}

async function runNas(order: NasOrder): Promise<NasReport> {
  const child = fork('bench/radius-nas.ts', { execArgv: ['--import', 'tsx'] });
  const report = once(child, 'message').then(([one]) => one as NasReport);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the NAS ended with ${code} before it reported`);
  });
  ended.catch(() => {});
  child.send(order);
  return await Promise.race([report, ended]);
}

function packetRow(
  { sent, answered, atOnce, lost, resent, late, ...times }: NasReport,
  { cpu, isExact }: { cpu: Cpu; isExact: boolean },
): Row {
  const nas = Math.round(times.cpuMicros / sent);
  const [load = 0] = loadavg();
  console.error(
    `RADIUS: ${sent} sent in ${times.sendSeconds.toFixed(1)} s, ${answered} answered, ` +
      `${resent} sent again, ${lost} lost, ${late} late answers; the database has ` +
      `${isExact ? 'each byte' : 'OTHER BYTES'}; the NAS took ${nas} µs a packet; load ${load}`,
  );
  const isWhole = atOnce === sent && isExact;
  return {
    scenario: `RADIUS accounting of ${SESSIONS.toLocaleString('en')} sessions`,
    rate: answered / times.seconds,
    p50Ms: times.p50Ms,
    p99Ms: times.p99Ms,
    cpu,
    yardstick: 'packets, answered at first',
    ratio: atOnce / sent,
    goal: `${GOAL_RATE.toLocaleString('en')}/s, none lost or sent again`,
    isMet: isWhole && times.sendSeconds <= SECONDS * 1.1,
  };
}

/** Charges all that was kept, as the process does a moment after the packets. */
async function chargeRow({ db }: BenchStore, expected: bigint): Promise<Row> {
  const realNow = () => new Date();
  const parts = { db, usageLane: createUsageLane({ db, realNow }), realNow };
  const started = performance.now();
  let charged = 0;
  for (let settled = -1; settled !== 0; charged += settled) {
    settled = await settleHappenings(parts);
  }
  const seconds = (performance.now() - started) / 1_000;
  const row = await db.row<{ bytes: bigint }>(sql`
    select coalesce(sum(bytes), 0)::bigint as bytes from usage_records`);
  return {
    scenario: 'charging what they said',
    rate: charged / seconds,
    p50Ms: null,
    p99Ms: null,
    yardstick: '',
    ratio: null,
    goal: 'each byte charged once',
    isMet: row?.bytes === expected,
  };
}

async function keptBytes({ db }: BenchStore): Promise<bigint | undefined> {
  const row = await db.row<{ ofSessions: bigint; ofUse: bigint }>(sql`
    select
      (select sum(input_bytes + output_bytes)::bigint from radius_sessions) as "ofSessions",
      (select sum(bytes)::bigint from radius_happenings) as "ofUse"`);
  return row?.ofSessions === row?.ofUse ? row?.ofUse : undefined;
}
