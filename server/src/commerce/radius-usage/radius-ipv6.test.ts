import { expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import {
  createClient,
  encryption,
  listenAsNas,
  openNas,
  SECRET,
} from '../../../test/support/radius.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import {
  encodeAnswer,
  parsePacket,
  requestDisconnects,
  startRadius,
} from '../../connectivity/radius/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

it.each(['::1', '::'])(
  'accounting is taken on %s from a NAS with an IPv6 address, which is asked to end a session',
  async (host) => {
    const access = await listenAsNas('::1');
    access.reply = (datagram) => {
      const { identifier, authenticator } = parsePacket(datagram);
      const of = { secret: SECRET, requestAuthenticator: authenticator };
      return encodeAnswer({ code: 41, identifier, attributes: [] }, of);
    };
    const name = newId();
    await createClient(db, { name, networks: ['::1/128'], disconnectPort: access.port });
    const radius = await startRadius({
      ...{ db, encryption, host, port: 0, log: { warn: () => undefined }, now: () => new Date() },
      ...{ countPacket: () => undefined, countDisconnect: () => undefined },
      ...{ observeBatch: () => undefined, countDropped: () => undefined },
    });
    const nas = await openNas(() => radius.port, '::1');
    const session = newId();
    const { imsi } = await sellProfile(await openShop(db));
    expect(await nas.send({ status: 'start', session, imsi })).toBe(true);
    const key = { carrier: 'sandbox', nas: 'pgw-1', sessionId: session, generation: 0 };
    await db.transaction((tx) => requestDisconnects(tx, [key]));
    const stateOf = () =>
      db.row(sql`select state from radius_disconnects where session_id = ${session}`);
    await vi.waitFor(async () => expect(await stateOf()).toEqual({ state: 'ACCEPTED' }), {
      timeout: 10_000,
    });
    await Promise.all([nas.close(), radius.stop(), access.close()]);
    await db.run(sql`delete from radius_disconnects`);
    await db.run(sql`delete from radius_sessions`);
    await db.run(sql`delete from radius_clients where name = ${name}`);
  },
);
