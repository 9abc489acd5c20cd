import { CHECKS } from '../server/simulators/conformance/checks.ts';
import { SUBJECTS } from '../server/simulators/conformance/open-subject.ts';
import { createOutgoing } from '../server/src/platform/outgoing/outgoing.ts';

const names = Object.keys(SUBJECTS);
const [name = ''] = process.argv.slice(2);
const open = SUBJECTS[name];
if (open) await runChecks(open);
else {
  console.error(`Usage: npm run carrier-conformance -- <${names.join(' | ')}>`);
  process.exitCode = 2;
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
