import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sql } from '../../platform/db/database.ts';
import { createLocalLimits } from '../../platform/limits/limits.ts';
import { authenticateCarrier, createCarrierKey } from './index.ts';

const { db } = await forThisFile(createTestDatabase());

const create = (carrier: string) => db.transaction((tx) => createCarrierKey(tx, { carrier }));
const basic = (keyId: string, secret: string) =>
  `Basic ${Buffer.from(`${keyId}:${secret}`).toString('base64')}`;
/** Authentication without failed attempts so far. */
function openAuthenticator() {
  const parts = { db, failureLimiter: createLocalLimits({ isOn: true }).failures('keys') };
  return (keyId: string, secret: string) => authenticateCarrier(parts, basic(keyId, secret));
}

describe('a carrier key', () => {
  it('opens for its carrier', async () => {
    const { keyId, secret } = await create('alpine');
    expect(await openAuthenticator()(keyId, secret)).toEqual({ keyId, carrier: 'alpine' });
  });

  it('is one of several, each with a secret of its own that is nowhere kept', async () => {
    const [one, other] = [await create('alpine'), await create('alpine')];
    await expect(openAuthenticator()(one.keyId, other.secret)).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    const kept = await db.rows(sql`select carrier_keys::text as row from carrier_keys`);
    expect(JSON.stringify(kept)).not.toContain(one.secret);
  });

  it.each(['', 'Alpine', 'a b', '-x', 'x'.repeat(65)])('is not made for the carrier “%s”', (name) =>
    expect(create(name)).rejects.toMatchObject({ code: 'invalid_request' }),
  );

  it('is guessed at ten times a minute, and right ones still pass', async () => {
    const { keyId, secret } = await create('alpine');
    const knock = openAuthenticator();
    const guesses = Array.from({ length: 12 }, () =>
      knock(keyId, 'guess').catch(({ code }) => code),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(2);
    expect(await knock(keyId, secret)).toMatchObject({ carrier: 'alpine' });
  });
});
