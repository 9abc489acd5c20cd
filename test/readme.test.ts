import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStore } from './support/running-store.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const hasShell = ['bash', 'curl'].every((name) => !spawnSync(name, ['--version']).error);

describe('the README', () => {
  it.runIf(hasShell)(
    'sells, tops up, looks up and refunds when it is pasted',
    async () => {
      const [, session = ''] = await readBlocks('README.md');
      expect(session).toContain('http://127.0.0.1:3000');
      const home = await mkdtemp(join(tmpdir(), 'gigastore-readme-'));
      onTestFinished(() => rm(home, { recursive: true }));
      const store = await startStore(home);
      onTestFinished(async () => {
        await store.stop();
      });
      const pasted = session.replaceAll('http://127.0.0.1:3000', store.url);
      const { stdout, stderr } = await run('bash', ['-c', pasted]);
      expect(stderr).toBe('');
      expect(stdout.trimEnd().split('\n')).toEqual([
        expect.stringMatching(/^LPA:1\$[^$]+\$[^$]+$/),
        expect.stringMatching(/^\{ sizeValue: [\d.]+, sizeUnit: 'GB' \}$/),
        'REFUNDED',
        expect.stringMatching(/^9\d\d(\.\d\d?)?$/),
      ]);
    },
    60_000,
  );
});

/** The shell sessions of a document, in order. */
async function readBlocks(path: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8');
  return [...text.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
}
