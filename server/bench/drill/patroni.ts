import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cluster, openFolder, startNode, untilWhole } from './cluster.ts';
import { createStoreDatabase, startDrilledStore, startFront } from './front.ts';
import { createNetwork, NODES, removeNetwork, signal } from './network.ts';
import { installPatroni4, installPrograms } from './programs.ts';
import { printReports } from './report.ts';
import { type Report, runRound } from './run-round.ts';

const USAGE = `Usage: npm run drill -- patroni
  [--rounds 30] [--from 0] [--minutes 600] [--quorum] [--keep]

Starts three nodes of etcd and PostgreSQL under Patroni with the files of deploy/patroni, in network
namespaces of this machine, HAProxy, PgBouncer and a store in front of them, and then kills, pauses,
switches and cuts in rounds. Needs Linux, root and Debian's packages, which it installs. --from
starts with another blow, --minutes begins no round after that time, --quorum takes Patroni 4 with
a quorum of any one standby, --keep leaves the logs.`;
const WHOLE_WITHIN_MS = 120_000;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    rounds: { type: 'string', default: '30' },
    from: { type: 'string', default: '0' },
    minutes: { type: 'string', default: '600' },
    quorum: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [rounds, from] = [Number(values.rounds), Number(values.from)];
if (!Number.isSafeInteger(rounds) || !Number.isSafeInteger(from)) {
  console.error(USAGE);
  process.exit(2);
}
if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  console.error('The drill makes network namespaces and users: it needs Linux and root.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'gigastore-drill-'));
const pids: number[] = [];
// At every end, also after Ctrl-C: nothing is left but the logs that were asked for.
process.on('exit', () => {
  for (const pid of pids) signal(pid, 'SIGKILL');
  removeNetwork();
  if (values.keep) console.log(`The logs are in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => process.exit(130));
}

installPrograms();
const patroni = values.quorum ? installPatroni4() : 'patroni';
const cluster: Cluster = { folder, patroni, isQuorum: values.quorum };
console.log('Each node runs without a watchdog here: one would reset this machine.');
console.log('Starting three nodes, HAProxy, PgBouncer and the store …');
openFolder(folder);
removeNetwork();
createNetwork();
for (const node of NODES) startNode(node, cluster);
if (!(await untilWhole(WHOLE_WITHIN_MS))) throw new Error(`No cluster came up; see ${folder}.`);
const front = await startFront(folder);
pids.push(...front.pids);
await createStoreDatabase(front);
const store = await startDrilledStore(folder, front);
pids.push(store.pid);

const endsAt = Number(values.minutes) * 60_000;
const reports: Report[] = [];
for (let round = from; round < from + rounds && performance.now() < endsAt; round += 1) {
  const report = await runRound({ cluster, url: store.url, directUrl: front.directUrl }, round);
  reports.push(report);
  console.log(printReports([report]));
}
console.log(printReports(reports, { isWhole: true }));
process.exit(reports.some(({ findings }) => findings.length > 0) ? 1 : 0);
