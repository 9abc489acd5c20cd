import { createSocket } from 'node:dgram';
import { describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { moment } from '../../../test/support/moment.ts';
import { factsOf, openSessionsOf, sellProfile, topUp } from '../../../test/support/profiles.ts';
import {
  aProxyState,
  type attributesOf,
  createClient,
  encryption,
  openNas,
  SECRET,
  type Sent,
} from '../../../test/support/radius.ts';
import { loadPlans, openShop, type Shop } from '../../../test/support/shop.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import {
  encodeAnswer,
  encodeRequest,
  numberAttribute,
  parsePacket,
  rotateRadiusSecret,
  startRadius,
  TYPES,
} from '../../connectivity/radius/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { createUsageLane, listRejected } from '../usage/index.ts';
import { settleHappenings } from './index.ts';

const MB = 1_000_000n;
const SILENCE_MS = 150;
const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);
const access = await listenAsNas();
await createClient(db, { disconnectPort: access.port });

const counted = new Map<string, number>();
const count = (outcome: string) => counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
const radius = await startRadius({
  db,
  encryption,
  host: '127.0.0.1',
  port: 0,
  log: { warn: () => undefined },
  now: () => new Date(),
  countPacket: count,
  countDisconnect: (outcome) => count(`disconnect ${outcome}`),
  observeBatch: () => undefined,
});
await forThisFile({ close: () => radius.stop() });
const nas = await forThisFile(openNas(() => radius.port));
const realNow = () => new Date();
const settling = { db, usageLane: createUsageLane({ db, realNow }), realNow };

/** A NAS that takes Disconnect-Requests: gives each to the last reply that was set. */
async function listenAsNas() {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const state = { reply: (_: Buffer): Buffer | undefined => undefined };
  socket.on('message', (datagram, from) => {
    const answer = state.reply(datagram);
    if (answer) socket.send(answer, from.port, from.address);
  });
  await forThisFile({ close: async () => socket.close() });
  return Object.assign(state, { port: socket.address().port });
}

async function settle(): Promise<void> {
  while ((await settleHappenings(settling)) > 0);
}

/** A sold profile that is installed, and a NAS's session of it. */
async function openPhone() {
  const shop = await openShop(db);
  const profile = await sellProfile(shop);
  await db.run(sql`
    update esim_profiles set state = 'INSTALLED', install_count = 1
    where iccid = ${profile.iccid}`);
  await db.run(sql`
    update activated_items set activated_at = now() - interval '1 day'
    where account_id = ${shop.ctx.accountId}`);
  const session = newId();
  const said = (over: Omit<Sent, 'session' | 'imsi'>): Sent => ({
    session,
    imsi: profile.imsi,
    ...over,
  });
  return { shop, profile, session, said };
}

async function recordsOf({ ctx }: Shop) {
  return db.rows<{ bytes: bigint; country: string }>(sql`
    select sum(bytes)::bigint as bytes, country from usage_records
    where account_id = ${ctx.accountId}
    group by country order by country`);
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);

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

describe('a session whose data is used up', () => {
  const stateOf = (session: string) =>
    db.row<{ state: string; errorCause: number | null; attempts: number }>(sql`
      select state, error_cause as "errorCause", attempts
      from radius_disconnects where session_id = ${session}`);

  async function useUp(input = 2_000n * MB) {
    const phone = await openPhone();
    await nas.send(phone.said({ status: 'start', at: ago(60) }));
    await nas.send(phone.said({ status: 'interim', input, at: ago(30) }));
    await settle();
    return phone;
  }

  function answerWith(code: number, attributes = [] as ReturnType<typeof attributesOf>) {
    return (datagram: Buffer) => {
      const { identifier, authenticator } = parsePacket(datagram);
      const of = { secret: SECRET, requestAuthenticator: authenticator };
      return encodeAnswer({ code, identifier, attributes }, of);
    };
  }

  it('is ended by its NAS, which is asked again until it answers', async () => {
    const asked: ReturnType<typeof parsePacket>[] = [];
    access.reply = (datagram) => {
      asked.push(parsePacket(datagram));
      return asked.length > 1 ? answerWith(41)(datagram) : undefined;
    };
    const { session } = await useUp();
    await vi.waitFor(
      async () => expect(await stateOf(session)).toMatchObject({ state: 'ACCEPTED', attempts: 2 }),
      { timeout: 10_000 },
    );
    const types = asked[0]?.attributes.map(({ type }) => type);
    expect(asked[0]?.code).toBe(40);
    expect(types).toEqual(
      expect.arrayContaining([TYPES.acctSessionId, TYPES.nasIdentifier, TYPES.vendorSpecific]),
    );
  });

  it('that its NAS does not know is recorded with the reason', async () => {
    const cause = numberAttribute(TYPES.errorCause, 503);
    access.reply = answerWith(42, [cause]);
    const { session } = await useUp();
    await vi.waitFor(
      async () =>
        expect(await stateOf(session)).toMatchObject({ state: 'REFUSED', errorCause: 503 }),
      { timeout: 10_000 },
    );
  });

  it('of a NAS that is silent is given up after six attempts, or when the session ends', async () => {
    access.reply = () => undefined;
    const { session } = await useUp();
    const { session: other, said } = await useUp();
    await nas.send(said({ status: 'stop', input: 2_000n * MB }));
    await db.run(sql`
      update radius_disconnects set attempts = 6, next_at = now() where session_id = ${session}`);
    await db.run(sql`
      update radius_disconnects set next_at = now() where session_id = ${other}`);
    await vi.waitFor(
      async () => {
        expect(await stateOf(session)).toMatchObject({ state: 'UNANSWERED' });
        expect(await stateOf(other)).toMatchObject({ state: 'ENDED' });
      },
      { timeout: 10_000 },
    );
  });

  it('is left alone while packages cover what it uses', async () => {
    const covered = await useUp(10n * MB);
    expect(await stateOf(covered.session)).toBeUndefined();
  });

  it('and has been topped up since is left alone', async () => {
    const { shop, profile, session, said } = await openPhone();
    await nas.send(said({ status: 'start', at: ago(60) }));
    await nas.send(said({ status: 'interim', input: 2_000n * MB, at: ago(30) }));
    await topUp(shop, profile.customerId);
    await settle();
    expect(await recordsOf(shop)).toMatchObject([{ bytes: 2_000n * MB }]);
    expect(await stateOf(session)).toBeUndefined();
  });
});
