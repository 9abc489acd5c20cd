// Builds the Android SDK with Maven and tests it against a real store, with Robolectric's phone.
// The last line says: N passed, N failed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '../../../server/test/support/running-store.ts';
import { startTemporaryServer } from '../../../server/test/support/temporary-server.ts';
import { startFaultProxy } from '../../cases/fault-proxy.mjs';
import { checkAar } from './check-aar.ts';
import { snippetsAsKotlin } from './snippets.ts';

const home = join(import.meta.dirname, '..');
const target = join(home, 'target');
const SHIFT_CLOCK = new URL('../../typescript/test/support/shift-clock.mjs', import.meta.url).href;
const MOST_MINUTES = 20;
/** The compiler runs for seconds, and starts faster so. */
const QUICKLY = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
/** The first line of a report of surefire. */
const RAN =
  /<testsuite [^>]*tests="(\d+)"[^>]*errors="(\d+)"[^>]*skipped="(\d+)"[^>]*failures="(\d+)"/;
/** What the report of a test says first when it failed: for good, or at the first attempt. */
const FAULT = /<(failure|error|skipped|flakyFailure|flakyError)\b[^>]*/;
const CASE = /<testcase name="([^"]*)" classname="([^"]*)"[^>]*?(\/>|>[\s\S]*?<\/testcase>)/g;

const missing = ['java', 'javac', 'mvn'].filter((name) => spawnSync(name, ['-version']).error);
if (missing.length > 0) {
  console.log(`Left out: the tests of the Android SDK. They need ${missing.join(' and ')}`);
  console.log('(on Debian: apt-get install openjdk-17-jdk-headless maven).');
  console.log('0 passed, 0 failed');
} else {
  await run();
}

async function run(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  // Classes of sources that are gone would be tested.
  await rm(target, { recursive: true, force: true });
  await writeSnippets();
  const code = await withStore(build);
  const { passed, failures, second } = await readReports();
  const faults = code === 0 ? await checkAar(home) : [];
  if (code !== 0 && failures.length === 0) failures.push(`the build ended with code ${code}`);
  if (code === 0 && passed === 0) failures.push('no test ran');
  const all = [...failures, ...faults.map((fault) => `the AAR: ${fault}`)];
  for (const failure of all) console.log(`FAILED ${failure}`);
  for (const test of second) console.log(`FLAKY ${test}`);
  // That the AAR is right counts as one.
  const isRight = code === 0 && faults.length === 0;
  console.log(`${passed + (isRight ? 1 : 0)} passed, ${all.length} failed`);
  process.exitCode = all.length === 0 ? 0 : 1;
}

async function writeSnippets(): Promise<void> {
  const folder = join(target, 'snippets');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of snippetsAsKotlin()) await writeFile(join(folder, name), text);
}

async function build(addresses: Record<string, string>): Promise<number | null> {
  const again = '-Dsurefire.rerunFailingTestsCount=1';
  const child = spawn('mvn', ['-B', '-q', again, ...process.argv.slice(2), 'package'], {
    cwd: home,
    env: { ...process.env, MAVEN_OPTS: QUICKLY, ...addresses },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  // Maven starts a JVM for the tests: both are of one group, and end with this program.
  const end = () => process.kill(-(child.pid as number), 'SIGKILL');
  const limit = setTimeout(() => {
    console.log(`The build takes longer than ${MOST_MINUTES} minutes.`);
    end();
  }, MOST_MINUTES * 60_000);
  process.once('exit', end);
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', end);
  clearTimeout(limit);
  return code;
}

type Reports = { passed: number; failures: string[]; second: string[] };

/**
 * Counts what surefire wrote, and names the tests that passed at the second attempt only. A test
 * that was left out has failed: the store is there.
 */
async function readReports(): Promise<Reports> {
  const folder = join(target, 'surefire-reports');
  const files = await readdir(folder).catch(() => []);
  const failures: string[] = [];
  const second: string[] = [];
  let passed = 0;
  for (const file of files.filter((name) => name.endsWith('.xml'))) {
    const text = await readFile(join(folder, file), 'utf8');
    const [, tests = 0, errors = 0, skipped = 0, failed = 0] = (RAN.exec(text) ?? []).map(Number);
    passed += tests - errors - skipped - failed;
    for (const [, name, suite, rest = ''] of text.matchAll(CASE)) {
      const [fault, kind = ''] = FAULT.exec(rest) ?? [];
      if (fault === undefined) continue;
      const list = kind.startsWith('flaky') ? second : failures;
      list.push(`${suite}: ${name}${reasonOf(fault)}`);
    }
  }
  return { passed, failures, second };
}

function reasonOf(fault: string): string {
  const [, message = ''] = /\bmessage="([^"]*)"/.exec(fault) ?? [];
  return message === '' ? '' : ` (${message})`;
}

async function withStore<Result>(
  step: (addresses: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-android-'));
  const database = await startTemporaryServer();
  const environment = { DATABASE_URL: database.url, NODE_OPTIONS: `--import ${SHIFT_CLOCK}` };
  const store = await startStore(folder, environment);
  const proxy = await startFaultProxy(store.url);
  try {
    return await step({ GIGASTORE_URL: proxy.url, GIGASTORE_PID: `${store.pid}` });
  } finally {
    await proxy.stop();
    await store.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
