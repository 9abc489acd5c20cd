// Compiles the iOS SDK on Linux and runs its tests against a real store, with the Swift of Debian.
// An argument names a class or a test: `GigastoreSDKTests.JourneyTests`. The last line says:
// N passed, N failed. On CI as root, where everything can be set up, a set-up that fails is a
// failure; elsewhere the tests are left out.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '../../../server/test/support/running-store.ts';
import { startTemporaryServer } from '../../../server/test/support/temporary-server.ts';
import { ensureSwift, reasonForNoSwift } from '../../../tools/swift.mjs';
import { startFaultProxy } from '../../cases/fault-proxy.mjs';
import { startApprover } from './approver.ts';
import { reasonNotToEnter, runInside } from './inside.mjs';
import { snippetsAsSwift } from './snippets.ts';

const home = join(import.meta.dirname, '..');
const SNIPPETS = join(home, 'Tests/GigastoreSDKTests/Snippets.gen.swift');
const SHIFT_CLOCK = new URL('../../typescript/test/support/shift-clock.mjs', import.meta.url).href;
/** In the system with Swift, so that a second run compiles what has changed only. */
const BUILT = '/var/cache/gigastore-build';
const PROGRAM = `${BUILT}/debug/GigastoreSDKPackageTests.xctest`;
/** What the slowest machine needs several times over: a test that hangs is a failure. */
const SECONDS = { build: 600, test: 180 };
/** A line of XCTest: `Test Case 'PackageTests.testStates' passed (0.01 seconds)`. */
const RESULT = /^Test Case '(.*)' (passed|failed|skipped|started)\b/gm;

const unfit = reasonNotToEnter() ?? reasonForNoSwift();
const missing = unfit ?? ensureSwift();
if (missing === undefined) {
  await run();
} else if (unfit === undefined && process.env.CI && process.getuid?.() === 0) {
  console.log(`FAILED the iOS SDK is not tested: ${missing}`);
  end(0, 1);
} else {
  console.log(`Left out: the tests of the iOS SDK: ${missing}`);
  end(0, 0);
}

async function run(): Promise<void> {
  await writeFile(SNIPPETS, snippetsAsSwift());
  const command = ['swift', 'build', '--build-tests', '--scratch-path', BUILT];
  const built = await runInside(command, { seconds: SECONDS.build });
  if (built.code !== 0) {
    console.log('FAILED the iOS SDK, its tests and the snippets of its guides compile');
    return end(0, 1);
  }
  const { code, output } = await withStore(test);
  const last = new Map([...output.matchAll(RESULT)].map(([, name, result]) => [name, result]));
  const bad = [...last].filter(([, result]) => result !== 'passed');
  for (const [name, result] of bad) console.log(`FAILED ${name} ${wordsOf(result)}`);
  const isBroken = bad.length === 0 && (code !== 0 || last.size === 0);
  if (isBroken) console.log(`FAILED the run ended with code ${code}`);
  // That everything compiles, the snippets of the guides too, counts as one.
  end(last.size - bad.length + 1, isBroken ? 1 : bad.length);
}

function wordsOf(result: string | undefined): string {
  if (result !== 'started') return `${result}`;
  return `did not end: the run was over, or it took more than ${SECONDS.test} seconds`;
}

function end(passed: number, failed: number): void {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Runs the program of the tests itself, line by line: what hangs is seen, and can be killed. */
function test(environment: Record<string, string>): Promise<Ended> {
  const command = ['stdbuf', '-oL', PROGRAM, ...process.argv.slice(2)];
  return runInside(command, { seconds: SECONDS.test, environment });
}

async function withStore<Result>(
  step: (addresses: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-ios-'));
  const database = await startTemporaryServer();
  const environment = { DATABASE_URL: database.url, NODE_OPTIONS: `--import ${SHIFT_CLOCK}` };
  const store = await startStore(folder, environment);
  const proxy = await startFaultProxy(store.url);
  const approver = await startApprover();
  try {
    return await step({
      GIGASTORE_URL: proxy.url,
      GIGASTORE_PID: `${store.pid}`,
      GIGASTORE_APPROVER: approver.url,
    });
  } finally {
    await approver.stop();
    await proxy.stop();
    await store.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Ended = { code: number | null; output: string };
