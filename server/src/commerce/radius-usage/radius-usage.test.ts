import { describe, expect, it, vi } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { moment } from '../../../test/support/moment.ts';
import { factsOf, openSessionsOf, topUp } from '../../../test/support/profiles.ts';
import { aProxyState, encryption, openNas, SECRET } from '../../../test/support/radius.ts';
import { ago, MB, openPhones } from '../../../test/support/radius-phones.ts';
import type { Shop } from '../../../test/support/shop.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import { encodeRequest, rotateRadiusSecret } from '../../connectivity/radius/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { listRejected } from '../usage/index.ts';

const SILENCE_MS = 150;
const { db, counted, radius, nas, openPhone, startYesterday, settle, recordsOf } =
  await forThisFile(openPhones());

/** The data of the packages of a shop, or what is used of it, the first to be used first. */
async function dataOf({ ctx }: Shop, of: 'given' | 'used' = 'given'): Promise<bigint[]> {
  const rows = await db.rows<{ given: bigint; used: bigint }>(sql`
    select data_bytes as given, used_bytes as used
    from activated_items
    where account_id = ${ctx.accountId}
    order by id`);
  return rows.map((row) => row[of]);
}

describe('accounting by RADIUS', () => {
  it('charges what the counters grew by, where the phone was, and shows it on its network', async () => {
    const { shop, profile, said } = await openPhone();
    const more = [aProxyState()];
    for (const one of [
      said({ status: 'start', at: ago(90), more }),
      said({ status: 'interim', input: MB, output: 2n * MB, at: ago(60) }),
      said({ status: 'interim', input: MB, output: 2n * MB, at: ago(60) }),
      said({ status: 'interim', input: MB, output: 4n * MB, at: ago(30), network: '26201' }),
    ]) {
      expect(await nas.send(one)).toBe(true);
    }
    await settle();
    expect(await recordsOf(shop)).toEqual([
      { bytes: 3n * MB, country: 'AT' },
      { bytes: 2n * MB, country: 'DE' },
    ]);
    const changes = await factsOf(db, shop.ctx.accountId, 'esim.country_changed');
    expect(changes.map(({ newCountry }) => newCountry)).toEqual(['AT', 'DE']);
    expect(await openSessionsOf(db, profile.id)).toBe(1);
    const known = await findProfile(db, { ...shop.ctx, ...profile });
    expect(known.usageSource).toBe('radius');

    await nas.send(
      said({ status: 'stop', input: MB, output: 5n * MB, at: ago(1), network: '26201' }),
    );
    await settle();
    expect(await openSessionsOf(db, profile.id)).toBe(0);
    expect(await recordsOf(shop)).toMatchObject([{ bytes: 3n * MB }, { bytes: 3n * MB }]);
  });

  it('answers once a packet is kept, and not before', async () => {
    const { session, said } = await openPhone();
    const [locked, asked] = [moment(), moment()];
    const lock = db.transaction(async (tx) => {
      await tx.run(sql`lock table radius_sessions in exclusive mode`);
      locked.happen();
      await asked.happened;
    });
    await locked.happened;
    const one = said({ status: 'start' });
    const early = await nas.send(one, { waitMs: SILENCE_MS }).finally(asked.happen);
    expect(early).toBe(false);
    await lock;
    expect(await nas.send(one)).toBe(true);
    const kept = await db.rows(sql`
      select 1 from radius_sessions where session_id = ${session}`);
    expect(kept).toHaveLength(1);
  });

  it('is silent to strangers, wrong secrets and malformed packets, and counts them', async () => {
    const { said } = await openPhone();
    const before = new Map(counted);
    const grew = (outcome: string) => (counted.get(outcome) ?? 0) - (before.get(outcome) ?? 0);
    const stranger = await openNas(() => radius.port, '127.0.0.2');
    const one = said({ status: 'start' });
    const cut = encodeRequest({ code: 4, identifier: 1, attributes: [] }, SECRET);
    const silent = await Promise.all([
      stranger.send(one, { waitMs: SILENCE_MS }),
      nas.send(one, { secret: 'another-secret-of-tests', waitMs: SILENCE_MS }),
      nas.sendOctets(cut, SILENCE_MS),
      nas.sendOctets(Buffer.from('no packet at all'), SILENCE_MS),
    ]);
    await stranger.close();
    expect(silent).toEqual([false, false, false, false]);
    const outcomes = ['unknown_client', 'wrong_secret', 'malformed', 'answered'];
    await vi.waitFor(() => expect(outcomes.map(grew)).toEqual([1, 1, 2, 0]), { timeout: 5_000 });
  });

  it('takes the secret before during a rotation, and no longer', async () => {
    const { said } = await openPhone();
    const secret = 'the-next-secret-of-tests';
    const rotate = (to: string, overlapSeconds: number) =>
      db.transaction((tx) =>
        rotateRadiusSecret(tx, { name: 'alps', secret: to, overlapSeconds, encryption }),
      );
    const send = (by: string) => nas.send(said({ status: 'start' }), { secret: by });
    const timeout = 10_000;
    await rotate(secret, 60);
    await vi.waitFor(async () => expect(await send(secret)).toBe(true), { timeout });
    expect(await send(SECRET)).toBe(true);
    await rotate(SECRET, 0);
    await vi.waitFor(async () => expect(await send(secret)).toBe(false), { timeout });
    expect(await send(SECRET)).toBe(true);
  });

  it('goes on with the next package when one is used up in a session, to the byte', async () => {
    const { shop, profile, said } = await openPhone();
    await topUp(shop, profile.customerId);
    await startYesterday(shop);
    await nas.send(said({ status: 'start', at: ago(90) }));
    const [first = 0n, second] = await dataOf(shop);
    expect([first > 0n, second]).toEqual([true, first]);
    await nas.send(said({ status: 'interim', input: first - 5n, at: ago(60) }));
    await nas.send(said({ status: 'interim', input: first - 5n, output: 12n, at: ago(30) }));
    await settle();
    expect(await dataOf(shop, 'used')).toEqual([first, 7n]);
  });

  it('keeps usage of an unknown IMSI as a rejected record', async () => {
    const imsi = '001019999999999';
    await nas.send({ status: 'stop', session: newId(), imsi, input: 5n });
    await settle();
    const rejected = await listRejected(db, { carrier: 'sandbox', after: undefined, limit: 10 });
    expect(rejected).toMatchObject([
      {
        reason: "imsi must be that of one of the carrier's profiles",
        record: { imsi, bytes: 5, source: { nas: 'pgw-1' } },
      },
    ]);
  });

  it('ends the sessions of a NAS that shuts down or starts, and counts from zero then', async () => {
    const { shop, profile, said } = await openPhone();
    await nas.send(said({ status: 'start', at: ago(90) }));
    await nas.send(said({ status: 'interim', input: 5n * MB, at: ago(60) }));
    await nas.send({ status: 'off', at: ago(50) });
    await settle();
    expect(await openSessionsOf(db, profile.id)).toBe(0);
    await nas.send({ status: 'on', at: ago(40) });
    await nas.send(said({ status: 'interim', input: 2n * MB, at: ago(20) }));
    // The last words from before the restart come late.
    await nas.send(said({ status: 'stop', input: 6n * MB, at: ago(55) }));
    await settle();
    expect(await recordsOf(shop)).toEqual([{ bytes: 8n * MB, country: 'AT' }]);
  });
});
