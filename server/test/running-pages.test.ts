import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderForThisFile } from './support/for-this-file.ts';
import { makePrograms, paste, readBlocks } from './support/pasted.ts';
import { type RunningStore, startStore } from './support/running-store.ts';

const TIMEOUT_MS = 240_000;
const hasPrograms = ['bash', 'curl', 'jq'].every((name) => !spawnSync(name, ['--version']).error);
const folder = await folderForThisFile();

describe.runIf(hasPrograms)('the pages on running the store can be pasted', () => {
  let store: RunningStore;
  let path: string;
  beforeAll(async () => {
    store = await startStore(join(folder, 'home'));
    path = `${await makePrograms(folder)}:${process.env.PATH}`;
  }, TIMEOUT_MS);
  afterAll(() => store.stop(), TIMEOUT_MS);

  it(
    'the page on backups backs up the running store, restores it elsewhere and audits it',
    async () => {
      const [backup = '', restore = ''] = await readBlocks('docs/running/backup.md', 'bash');
      const environment = { PATH: path, DATABASE_URL: '' };
      const home = { ...environment, GIGASTORE_HOME: join(folder, 'home') };
      expect(await paste([backup], { folder, environment: home })).toEqual([
        expect.stringMatching(/^backups\/gigastore-\S+ \(\d+ bytes\)$/),
      ]);
      await mkdir(join(folder, 'restored'));
      const restored = { ...environment, GIGASTORE_HOME: join(folder, 'restored/home') };
      expect(await paste([restore], { folder, environment: restored })).toEqual([
        expect.stringMatching(/^Restored \S+ to \S+\. Run gigastore audit\.$/),
        'The books balance.',
      ]);
    },
    TIMEOUT_MS,
  );
});
