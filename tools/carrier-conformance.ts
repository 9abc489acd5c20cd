import { join } from 'node:path';
import { CHECKS } from '../server/simulators/conformance/checks.ts';
import { type OpenSubject, SUBJECTS } from '../server/simulators/conformance/open-subject.ts';
import { SANDBOX_CARRIER, sandboxOrders } from '../server/src/connectivity/carriers/index.ts';
import { connect } from '../server/src/platform/db/connect.ts';
import { migrate } from '../server/src/platform/db/migrate.ts';
import { createOutgoing, type Outgoing } from '../server/src/platform/outgoing/outgoing.ts';
import { startTemporaryServer } from '../server/test/support/temporary-server.ts';

const OPENS: Record<string, (outgoing: Outgoing) => Promise<OpenSubject>> = {
  ...SUBJECTS,
  [SANDBOX_CARRIER]: openSandbox,
};
const names = Object.keys(OPENS);
const [name = ''] = process.argv.slice(2);
const open = OPENS[name];
if (open) await runChecks(open);
else {
  console.error(`Usage: npm run carrier-conformance -- <${names.join(' | ')}>`);
  process.exitCode = 2;
}

/** Opens the sandbox carrier, which takes profiles from the stock of a database of its own. */
async function openSandbox(): Promise<OpenSubject> {
  const server = await startTemporaryServer();
  const db = connect({ url: server.url, maxConnections: 2, applicationName: 'conformance' });
  await migrate(db, join(import.meta.dirname, '../server/migrations'));
  const subject = { carrier: sandboxOrders(db), item: 'sandbox-1gb', calls: [], secrets: [] };
  const close = async () => {
    await db.close();
    await server.stop();
  };
  return { subject, close };
}

/** Runs every check against the connector and its simulator, and prints what each found. */
async function runChecks(openSubject: NonNullable<typeof open>): Promise<void> {
  const outgoing = createOutgoing();
  const { subject, close } = await openSubject(outgoing);
  for (const check of CHECKS) {
    if (!check.applies(subject)) {
      console.log(`-    ${check.title} (the carrier lacks it)`);
      continue;
    }
    try {
      await check.run(subject);
      console.log(`ok   ${check.title}`);
    } catch (error) {
      console.log(`FAIL ${check.title}: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  await close();
  await outgoing.close();
}
