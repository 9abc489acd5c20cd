import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from './support/database.ts';
import { folderForThisFile, forThisFile } from './support/for-this-file.ts';
import { startMailServer } from './support/mail-server.ts';
import { freePort, makePrograms, paste, readBlocks } from './support/pasted.ts';

const TIMEOUT_MS = 300_000;
const hasPrograms = ['bash', 'curl', 'jq', 'openssl'].every(
  (name) => !spawnSync(name, ['--version']).error,
);

describe.runIf(hasPrograms)('the page on going live', () => {
  it(
    'the page on going live leads from an empty database to a sold and refunded package',
    async () => {
      const folder = await folderOf;
      const mails = await startMailServer();
      onTestFinished(() => mails.close());
      const [port, bin] = [await freePort(), await makePrograms(folder)];
      const lines = await paste(await readBlocks('docs/running/going-live.md', 'bash'), {
        folder,
        environment: {
          PATH: `${bin}:${process.env.PATH}`,
          PORT: String(port),
          GIGASTORE_HOME: folder,
          GIGASTORE_DRAIN_DELAY: '0',
        },
        replacements: [
          ['postgresql://gigastore:password@127.0.0.1:5432/gigastore', store.url],
          ['smtps://user:password@mail.example.com', mails.url],
          ['127.0.0.1:3000', `127.0.0.1:${port}`],
        ],
      });
      expect(lines[0]).toMatch(/^Applied 0001_the_store\.sql, /);
      expect(lines.slice(1)).toEqual([
        'Store GmbH',
        '2 lines would change, 0 unchanged.',
        expect.stringContaining('create eSIM Europe 1 GB'),
        expect.stringContaining('create eSIM Europe 5 GB'),
        '2 lines changed, 0 unchanged.',
        expect.stringContaining('create eSIM Europe 1 GB'),
        expect.stringContaining('create eSIM Europe 5 GB'),
        'alpine: 1 profile added (separated by ",", utf-8).',
        'posted',
        'The backup is recorded.',
        'The books balance.',
        ...doctorLines(lines),
        'Nothing is missing: this store can sell.',
        'LPA:1$smdp.example.com$K2-1',
        'REFUNDED',
        '50',
        'The books balance.',
      ]);
    },
    TIMEOUT_MS,
  );
});

const folderOf = folderForThisFile();
const store = await forThisFile(createTestDatabase({ isEmpty: true }));

/** Returns the findings of the doctor, none of which may be missing or unknown. */
function doctorLines(lines: string[]): string[] {
  const last = lines.indexOf('Nothing is missing: this store can sell.');
  const findings = lines
    .slice(0, last)
    .filter((line) => /^(ok|attention|MISSING|unknown) /.test(line));
  expect(findings.filter((line) => /^(MISSING|unknown)/.test(line))).toEqual([]);
  const first = lines.indexOf(findings[0] ?? '');
  return lines.slice(first, last);
}
