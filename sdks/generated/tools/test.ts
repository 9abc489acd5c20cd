// Generates clients from server/openapi.json with OpenAPI Generator, and sells with the Java one.
// Arguments: languages (a name of ../languages, or all); without any, Java.
// The last line says: N passed, N failed.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startStore } from '../../../server/test/support/running-store.ts';
import { startTemporaryServer } from '../../../server/test/support/temporary-server.ts';

const run = promisify(execFile);
const home = join(import.meta.dirname, '..');
const MOST_OUTPUT = 64 * 1024 * 1024;
/** Programs that run for seconds start faster so. */
const QUICKLY = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
/** Only sources are written, without their pages and empty tests. */
const SOURCES = 'apiDocs=false,modelDocs=false,apiTests=false,modelTests=false';
/** What the generator says about itself, whatever the document; docs/api/openapi.md explains it. */
const ABOUT_ITSELF = [
  /OpenAPI 3\.1 support is still in beta/,
  /Response examples can currently only be generated for application\/json/,
];

const results: { title: string; fault?: string }[] = [];
const missing = ['java', 'javac', 'mvn'].filter((name) => spawnSync(name, ['-version']).error);
if (missing.length > 0) {
  console.log(`Left out: the tests of generated clients. They need ${missing.join(' and ')}`);
  console.log('(on Debian: apt-get install openjdk-17-jdk-headless maven).');
} else {
  await inFolder(testLanguages);
}
for (const { title, fault } of results) {
  console.log(fault === undefined ? `ok ${title}` : `FAILED ${title}: ${fault}`);
}
const failed = results.filter(({ fault }) => fault !== undefined).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function testLanguages(folder: string): Promise<void> {
  const files = await readdir(join(home, 'languages'));
  const known = files.map((file) => file.replace('.json', '')).sort();
  const asked = process.argv.slice(2);
  const wanted = asked.includes('all') ? known : asked.length > 0 ? asked : ['java'];
  const output = `-Doutput=${folder}`;
  await run('mvn', ['-B', '-q', '-f', join(home, 'pom.xml'), output, 'dependency:copy']);
  for (const language of wanted) await generate(folder, language);
  if (!wanted.includes('java') || !existsSync(join(folder, 'java'))) return;
  const title = 'the Java client compiles';
  const isCompiled = await attempt(title, () => compile(folder));
  if (isCompiled) await sell(folder);
}

/** Writes the client of a language to a folder of its name. A notice of the generator is a fault. */
async function generate(folder: string, language: string): Promise<void> {
  await attempt(`the ${language} client is generated without a notice`, async () => {
    const options = JSON.parse(await readFile(join(home, `languages/${language}.json`), 'utf8'));
    const inputSpec = join(home, '../../server/openapi.json');
    const settings = join(folder, `${language}.json`);
    const outputDir = join(folder, language);
    await writeFile(settings, JSON.stringify({ ...options, inputSpec, outputDir }));
    const [jar = ''] = await readdir(join(folder, 'generator'));
    const program = [...QUICKLY, '-jar', join(folder, 'generator', jar)];
    const task = ['generate', '-c', settings, '--global-property', SOURCES];
    const limits = { maxBuffer: MOST_OUTPUT };
    const { stdout, stderr } = await run('java', [...program, ...task], limits);
    const notices = `${stdout}\n${stderr}`
      .split('\n')
      .filter((line) => /\b(WARN|ERROR)\b/.test(line))
      .filter((line) => !ABOUT_ITSELF.some((known) => known.test(line)));
    if (notices.length > 0) throw new Error(notices.join('\n'));
  });
}

async function compile(folder: string): Promise<void> {
  await mkdir(join(folder, 'classes'));
  const sources = await readdir(join(folder, 'java/src/main'), { recursive: true });
  const files = sources
    .filter((file) => file.endsWith('.java'))
    .map((file) => join(folder, 'java/src/main', file));
  const list = join(folder, 'sources.txt');
  await writeFile(list, [...files, join(home, 'Sells.java')].join('\n'));
  const quickly = QUICKLY.map((option) => `-J${option}`);
  const options = [...quickly, '-proc:none', '-nowarn', '-cp', join(folder, 'libraries/*')];
  await run('javac', [...options, '-d', join(folder, 'classes'), `@${list}`]);
}

/** Runs Sells.java against a store of its own; each of its lines is a result. */
async function sell(folder: string): Promise<void> {
  const database = await startTemporaryServer();
  const store = await startStore(folder, { DATABASE_URL: database.url });
  try {
    const classes = `${join(folder, 'classes')}:${join(folder, 'libraries/*')}`;
    const { stdout } = await run('java', ['-cp', classes, 'Sells', store.url]);
    const steps = [...stdout.matchAll(/^(?:ok|FAILED) ([^:\n]+)(?:: (.*))?$/gm)];
    for (const [, step, fault] of steps) {
      results.push({ title: `the Java client ${step}`, ...(fault && { fault }) });
    }
    if (steps.length === 0) results.push({ title: 'the Java client sells', fault: 'no output' });
  } finally {
    await store.stop();
    await database.stop();
  }
}

async function attempt(title: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    results.push({ title });
    return true;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    results.push({ title, fault: (stderr || message).slice(0, 2_000) });
    return false;
  }
}

async function inFolder(step: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-generated-'));
  try {
    await step(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
