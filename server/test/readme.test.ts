import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStore, startStore } from './support/running-store.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const hasShell = ['bash', 'curl'].every((name) => !spawnSync(name, ['--version']).error);
const TIMEOUT_MS = 120_000;

describe.runIf(hasShell)('what can be pasted', () => {
  let home: string;
  let store: RunningStore;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'gigastore-readme-'));
    store = await startStore(home);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await store?.stop();
    await rm(home, { recursive: true });
  }, TIMEOUT_MS);

  /** Gives the lines that the session prints; an error in it fails the test. */
  async function paste(session = ''): Promise<string[]> {
    expect(session).toContain('http://127.0.0.1:3000');
    const pasted = session.replaceAll('http://127.0.0.1:3000', store.url);
    const { stdout, stderr } = await run('bash', ['-c', pasted], { cwd: home });
    expect(stderr).toBe('');
    return stdout.trimEnd().split('\n');
  }

  it(
    'the commands of the README sell, top up, look up and refund',
    async () => {
      const [, session] = await readBlocks('README.md', 'bash');
      expect(await paste(session)).toEqual([
        expect.stringMatching(/^LPA:1\$[^$]+\$[^$]+$/),
        expect.stringMatching(/^\{ sizeValue: [\d.]+, sizeUnit: 'GB' \}$/),
        'REFUNDED',
        expect.stringMatching(/^9\d\d(\.\d\d?)?$/),
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'the commands of the page on people sign in, read and invite',
    async () => {
      const [session] = await readBlocks('docs/people.md', 'bash');
      expect(await paste(session)).toEqual([
        '{"status":"signed_in"}',
        expect.stringMatching(/^\{"balance":/),
        expect.stringContaining('"email":"ada@acme.example","role":"support"'),
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'the commands of the page on the sandbox simulate the life of a package',
    async () => {
      const [session] = await readBlocks('docs/sandbox.md', 'bash');
      expect(await paste(session)).toEqual([
        ...['WAITING', 'INSTALLED', 'AT', 'ACTIVE', '549453824', '1048576'],
        ...['EXPIRED', 'package.expiring,package.expired'],
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'the commands of the page on billing set the billing details and quote a purchase',
    async () => {
      const [session] = await readBlocks('docs/billing.md', 'bash');
      const number = expect.stringMatching(/^\d+$/);
      expect(await paste(session)).toEqual(['DE123456788', 'reverse_charge', number]);
    },
    TIMEOUT_MS,
  );

  it(
    'the commands of the page on webhooks receive a sample and verify it',
    async () => {
      const [receiver = ''] = await readBlocks('docs/webhooks.md', 'js');
      const [session = ''] = await readBlocks('docs/webhooks.md', 'bash');
      const port = `${await freePort()}`;
      await writeFile(join(home, 'receiver.mjs'), receiver.replace('4000', port));
      expect(await paste(session.replaceAll('4000', port))).toEqual([
        `http://127.0.0.1:${port}/hooks`,
        expect.stringMatching(/^[0-9a-f-]{36} \{"type":"package.activated",.*"sequence":0,/),
        'delivered',
      ]);
    },
    TIMEOUT_MS,
  );
});

/** The blocks of a document in this language, in order. */
async function readBlocks(path: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, block = '']) => block);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
