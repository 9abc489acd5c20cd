import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
});

/** The blocks of a document in this language, in order. */
async function readBlocks(path: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, block = '']) => block);
}
