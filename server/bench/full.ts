import { auditBooks } from '../src/backoffice/operator/index.ts';
import { ROUNDS, sales, toRow } from './register.ts';
import { startBenchServer } from './support/bench-server.ts';
import { type BenchStore, openBenchStore } from './support/bench-store.ts';
import { compare } from './support/load.ts';
import { openReseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { sellBefore } from './support/sold-before.ts';

const SOLD_BEFORE = 2_000_000;
const GOAL = 0.85;

/** Sales of an account that has sold two million packages before, against one that sold none. */
export async function fullRows(full: BenchStore): Promise<Row[]> {
  const empty = await openBenchStore();
  const [old, young] = [await openReseller(full.db), await openReseller(empty.db)];
  await sellBefore(full.db, old.shop, { packages: SOLD_BEFORE });
  const findings = await auditBooks(full.db);
  if (findings.length > 0) throw new Error(`the load does not add up: ${findings[0]?.finding}`);
  const servers = [
    await startBenchServer(full.url, 'lane'),
    await startBenchServer(empty.url, 'lane'),
  ] as const;
  try {
    const [ours, theirs] = [await sales(servers[0], [old]), await sales(servers[1], [young])];
    const load = { connections: 64 };
    const measured = await compare(
      ROUNDS,
      () => ours(load),
      () => theirs(load),
    );
    const scenario = `register with ${SOLD_BEFORE.toLocaleString('en')} packages sold`;
    return [toRow({ scenario, yardstick: 'with none sold', goal: GOAL }, measured)];
  } finally {
    for (const server of servers) await server.stop();
    await empty.close();
  }
}
