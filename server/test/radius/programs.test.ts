import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { settleHappenings } from '../../src/commerce/radius-usage/index.ts';
import { createUsageLane } from '../../src/commerce/usage/index.ts';
import { requestDisconnects, startRadius } from '../../src/connectivity/radius/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { folderForThisFile, forThisFile } from '../support/for-this-file.ts';
import { DICTIONARY, freePort, startFreeRadius } from '../support/freeradius.ts';
import { sellProfile } from '../support/profiles.ts';
import { createClient, encryption, SECRET } from '../support/radius.ts';
import { loadPlans, openShop } from '../support/shop.ts';

const run = promisify(execFile);
/** Left out where Debian's freeradius and freeradius-utils are not installed. */
const has = (program: string) => !spawnSync(program, ['-v']).error;
const hasPrograms = ['radclient', 'freeradius'].every(has);

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);
const folder = await folderForThisFile();
const [proxyPort, nasPort] = [await freePort(), await freePort()];
await createClient(db, { disconnectPort: nasPort });
const realNow = () => new Date();
const radius = await startRadius({
  db,
  encryption,
  host: '127.0.0.1',
  port: 0,
  log: { warn: () => undefined },
  now: realNow,
  countPacket: () => undefined,
  countDisconnect: () => undefined,
  observeBatch: () => undefined,
  countDropped: () => undefined,
});
await forThisFile({ close: () => radius.stop() });
const parts = { db, usageLane: createUsageLane({ db, realNow }), realNow };

/** Sends attributes as radclient writes them; resolves with its output if it was answered. */
async function send(port: number, lines: readonly string[], secret = SECRET) {
  const file = join(folder, `packet-${port}`);
  await writeFile(file, `${lines.join('\n')}\n`);
  const options = ['-x', '-d', '/etc/freeradius/3.0', '-D', DICTIONARY, '-r', '1', '-t', '2'];
  return run('radclient', [...options, '-f', file, `127.0.0.1:${port}`, 'acct', secret]);
}

const packet = (session: string, imsi: string, more: readonly string[]) => [
  'User-Name = "mike"',
  'NAS-Identifier = "pgw-9"',
  `Acct-Session-Id = "${session}"`,
  `3GPP-IMSI = "${imsi}"`,
  '3GPP-SGSN-MCC-MNC = "23201"',
  ...more,
];

async function bytesOf(profileId: string) {
  const row = await db.row<{ bytes: bigint }>(sql`
      select sum(bytes)::bigint as bytes from usage_records where esim_profile_id = ${profileId}`);
  return row?.bytes;
}

describe.runIf(hasPrograms)('programs of FreeRADIUS', () => {
  it('radclient is answered, with counters beyond four gigabytes, unless its secret is wrong', async () => {
    const profile = await sellProfile(await openShop(db));
    const counters = ['Acct-Output-Octets = 5', 'Acct-Output-Gigawords = 1'];
    const stop = packet('r-1', profile.imsi, ['Acct-Status-Type = Stop', ...counters]);
    const { stdout } = await send(radius.port, stop);
    expect(stdout).toContain('Received Accounting-Response');
    await expect(send(radius.port, stop, 'another-secret-of-tests')).rejects.toThrow();
    await settleHappenings(parts);
    expect(await bytesOf(profile.id)).toBe(4_294_967_301n);
  });

  it('FreeRADIUS forwards accounting as a proxy, and ends a session as its NAS', {
    timeout: 60_000,
  }, async () => {
    const profile = await sellProfile(await openShop(db));
    const proxy = await startFreeRadius({
      folder,
      proxyPort,
      nasPort,
      storePort: radius.port,
      secret: SECRET,
    });
    try {
      const start = packet('p-1', profile.imsi, ['Acct-Status-Type = Start']);
      expect((await send(proxyPort, start)).stdout).toContain('Received Accounting-Response');
      const used = ['Acct-Status-Type = Interim-Update', 'Acct-Input-Octets = 7'];
      await send(proxyPort, packet('p-1', profile.imsi, used));
      await settleHappenings(parts);
      expect(await bytesOf(profile.id)).toBe(7n);
      const key = { carrier: 'sandbox', nas: 'pgw-9', sessionId: 'p-1', generation: 0 };
      await db.transaction((tx) => requestDisconnects(tx, [key]));
      await expect.poll(() => stateOf('p-1'), { timeout: 10_000 }).toBe('ACCEPTED');
    } finally {
      await proxy.stop();
    }
  });
});

async function stateOf(session: string) {
  const row = await db.row<{ state: string }>(sql`
      select state from radius_disconnects where session_id = ${session}`);
  return row?.state;
}
