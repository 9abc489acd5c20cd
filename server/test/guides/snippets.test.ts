import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureClientsBuilt } from '../../../tools/setup.mjs';
import { folderForThisFile } from '../support/for-this-file.ts';
import { differences } from '../support/guide-answers.ts';
import { GUIDE_PAGES, readSnippets, type Snippet } from '../support/guide-pages.ts';
import { makePrograms, openFolder, reasonNotToRun, runPage } from '../support/guide-runner.ts';
import { freePort } from '../support/pasted.ts';
import { type RunningStore, startStore } from '../support/running-store.ts';

const TIMEOUT_MS = 240_000;
const root = join(import.meta.dirname, '../../..');
const hasPrograms = ['bash', 'curl', 'jq'].every((name) => !spawnSync(name, ['--version']).error);
const python = ['/usr/bin/python3', 'python3'].find(
  (program) => spawnSync(program, ['-c', 'import httpx']).status === 0,
);
/** These pages need an installation of their own; other tests run their blocks. */
const ELSEWHERE = ['running/going-live.md', 'running/backup.md'];
/** The first shell blocks of `api/getting-started.md` create what the other pages read. */
const FIRST = 'api/getting-started.md';
const PAGES = [FIRST, ...GUIDE_PAGES.filter((path) => path !== FIRST && !ELSEWHERE.includes(path))];
const folder = await folderForThisFile();

describe.runIf(hasPrograms)('the guides run as they stand', () => {
  let store: RunningStore;
  let port: number;
  let environment: Record<string, string>;
  beforeAll(async () => {
    await ensureClientsBuilt();
    spawnSync(process.execPath, [join(root, 'sdks/python/tools/generate.mjs')]);
    openFolder(folder);
    store = await startStore(join(folder, 'home'));
    port = await freePort();
    const path = `${makePrograms(folder)}:${process.env.PATH}`;
    const client = join(root, 'sdks/python');
    environment = {
      PATH: path,
      PYTHONPATH: client,
      PYTHONDONTWRITEBYTECODE: '1',
      GIGASTORE_HOME: join(folder, 'home'),
      DATABASE_URL: '',
      XDG_CONFIG_HOME: join(folder, 'config'),
    };
  }, TIMEOUT_MS);
  afterAll(() => store?.stop(), TIMEOUT_MS);

  const adapt = (code: string) =>
    code.replaceAll('http://127.0.0.1:3000', store.url).replaceAll(/\b4000\b/g, `${port}`);

  it.each(PAGES.filter((path) => readSnippets(path).some(isRun)))(
    '%s',
    async (path) => {
      const snippets = readSnippets(path);
      const printed = await runPage(snippets, { folder, environment, python }, adapt);
      const wrong = [...printed].flatMap(([{ answer, line }, output]) => {
        const found = answer ? differences(answer, output) : [];
        return found.map((what) => `${path}:${line}: ${what}`);
      });
      expect(wrong).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

it.each(GUIDE_PAGES)('%s says why a block is not run', (path) => {
  const silent = readSnippets(path).filter((snippet) => reasonNotToRun(snippet) === '');
  expect(silent.map(({ line }) => line)).toEqual([]);
});

function isRun(snippet: Snippet): boolean {
  return reasonNotToRun(snippet) === undefined;
}
