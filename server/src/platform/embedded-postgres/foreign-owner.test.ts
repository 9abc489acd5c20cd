import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseForeignData } from './foreign-owner.ts';
import { startEmbedded } from './index.ts';
import { recordPath } from './record.ts';

const own = process.getuid?.() ?? 0;
const group = process.getgid?.() ?? 0;
const isRoot = own === 0;
const STRANGER = 12_345;
const MODULE = './src/platform/embedded-postgres/index.ts';

let home: string;
let data: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gigastore-owner-'));
  data = join(home, 'postgres');
  await mkdir(data);
  await writeFile(join(data, 'PG_VERSION'), '18\n');
  await writeFile(recordPath(home), JSON.stringify({ password: 'p', dataDirectory: 'postgres' }));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('data that a copy gave to another user', () => {
  it('is refused with both users and the command that gives it back', () => {
    const user = { uid: STRANGER, gid: 54_321 };
    const words = new RegExp(
      `^The data in ${data} belongs to the user .*\\(?${own}\\)?, but PostgreSQL runs here as ` +
        `the user ${STRANGER}\\..* chown -R ${STRANGER}:54321 ${data}$`,
    );
    expect(() => refuseForeignData(data, user)).toThrow(words);
  });

  it('is accepted when it belongs to the user that runs PostgreSQL', () => {
    expect(() => refuseForeignData(data, { uid: own, gid: group })).not.toThrow();
    expect(() => refuseForeignData(data, {})).not.toThrow();
    expect(() => refuseForeignData(join(home, 'nothing'), { uid: STRANGER })).not.toThrow();
  });

  it.runIf(isRoot)('stops the start of a store of root before PostgreSQL is asked', async () => {
    await expect(startEmbedded({ home })).rejects.toThrow(
      /belongs to the user root \(0\), but PostgreSQL runs here as the user nobody .*chown -R/,
    );
  });

  it.runIf(isRoot)('is refused too if only its files have another owner', async () => {
    await chown(data, STRANGER, STRANGER);
    await expect(startEmbedded({ home })).rejects.toThrow(/belongs to the user root \(0\)/);
    await chown(data, 0, 0);
  });
});

it.runIf(isRoot)('a home of another user is refused with its owner and the remedy', async () => {
  await chmod(home, 0o755);
  await chmod(recordPath(home), 0o600);
  const start = `
    const { embeddedUrl, startEmbedded } = await import('${MODULE}');
    process.setuid(${STRANGER});
    for (const open of [embeddedUrl, (home) => startEmbedded({ home })]) {
      await open(${JSON.stringify(home)}).catch(({ name, message }) => console.log(name, message));
    }`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', start];
  const cwd = join(import.meta.dirname, '../../..');
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  const words = `It belongs to the user root (0), and this process runs as the user ${STRANGER}: `;
  expect(lines, stderr).toHaveLength(2);
  expect(lines[0]).toContain(`EmbeddedError ${recordPath(home)} cannot be read. ${words}`);
  expect(lines[1]).toContain(`EmbeddedError The directory ${home} cannot keep a database`);
  expect(lines[1]).toContain(words);
});
