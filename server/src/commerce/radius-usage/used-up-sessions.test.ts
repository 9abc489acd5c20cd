import { describe, expect, it, vi } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { topUp } from '../../../test/support/profiles.ts';
import { type attributesOf, SECRET } from '../../../test/support/radius.ts';
import { ago, MB, openPhones } from '../../../test/support/radius-phones.ts';
import {
  encodeAnswer,
  numberAttribute,
  parsePacket,
  TYPES,
} from '../../connectivity/radius/index.ts';
import { sql } from '../../platform/db/database.ts';

const { db, access, nas, openPhone, settle, recordsOf } = await forThisFile(openPhones());

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

  it('is not ended by an answer under another secret', async () => {
    let asked = 0;
    access.reply = (datagram) => {
      asked += 1;
      const { identifier, authenticator } = parsePacket(datagram);
      const secret = asked === 1 ? 'another-secret-of-tests' : SECRET;
      const of = { secret, requestAuthenticator: authenticator };
      return encodeAnswer({ code: asked === 1 ? 41 : 42, identifier, attributes: [] }, of);
    };
    const { session } = await useUp();
    await vi.waitFor(
      async () => expect(await stateOf(session)).toMatchObject({ state: 'REFUSED', attempts: 2 }),
      { timeout: 10_000 },
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
