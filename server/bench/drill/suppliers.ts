import { parseArgs } from 'node:util';
import { runDrill } from './suppliers/run-drill.ts';

const USAGE = `Usage: npm run drill -- suppliers [--orders 10000] [--seed 1] [--minutes 20]

Starts a database, two servers, two workers and the simulators of three suppliers on this machine,
sells through the HTTP API while answers and notices are lost, come twice or too early and
processes are killed, settles what needs a person, and compares with the suppliers' own books.`;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    orders: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
  },
});
const [orders, seed, minutes] = [values.orders, values.seed, values.minutes].map(Number);
if (!orders || !seed || !minutes || ![orders, seed, minutes].every(Number.isSafeInteger)) {
  console.error(USAGE);
  process.exit(2);
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => process.exit(130));
process.setMaxListeners(50);
const violations = await runDrill({
  ...{ orders, seed, patienceMs: minutes * 60_000 },
  say: (line) => console.log(line),
});
process.exitCode = violations.length > 0 ? 1 : 0;
