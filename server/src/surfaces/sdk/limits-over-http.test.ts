import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { androidApp } from '../../../test/support/sdk-apps.ts';
import { openPhone } from '../../../test/support/sdk-phone.ts';
import { newUser } from '../../../test/support/sdk-users.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';

const store = await forThisFile(openStore({ GIGASTORE_RATE_LIMIT: 'on' }), { hasBooks: false });
await loadPlans(store.db);
const reseller = await openReseller(store);
const newApp = () => openPhone(reseller, { ...androidApp(), activatesItems: true });
const app = await newApp();

type Call = { bearer: string; path: string; body?: object; from?: string };

let calls = 0;
/** An address that nobody called from. */
const newAddress = () => {
  calls += 1;
  return `10.0.${calls >> 8}.${calls & 255}`;
};

/** Makes so many calls at once that the limit is passed, and counts their statuses. */
async function flood(count: number, call: () => Call) {
  const answers = await Promise.all(
    Array.from({ length: count }, () => {
      const { bearer, path, body, from = newAddress() } = call();
      return store.app.inject({
        method: body ? 'POST' : 'GET',
        url: `/sdk/v1${path}`,
        remoteAddress: from,
        headers: { authorization: `Bearer ${bearer}` },
        ...(body && { payload: body }),
      });
    }),
  );
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  for (const { headers, body } of refused) {
    expect(JSON.parse(body)).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  return { refused: refused.length, taken: answers.length - refused.length };
}

const ask = ({ bearer, path, from = newAddress() }: Call) =>
  store.app.inject({
    url: `/sdk/v1${path}`,
    remoteAddress: from,
    headers: { authorization: `Bearer ${bearer}` },
  });

const CHECK = '/device-check?model=Pixel';

it('calls of one session are limited, whatever their address, and no other session’s', async () => {
  const sold = await reseller.sell();
  const [one, other] = [await app.sessionFor(sold), await app.sessionFor(sold)];
  const read = (bearer: string) => ({ bearer, path: '/profiles' });
  const { taken, refused } = await flood(80, () => read(one.sessionToken));
  expect(taken).toBeGreaterThanOrEqual(30);
  expect(refused).toBeGreaterThan(0);
  expect((await ask(read(other.sessionToken))).statusCode).toBe(200);
});

it('calls with one install token are limited', async () => {
  const { customerUid } = await reseller.sell();
  const installToken = await app.tokenFor({ customerUid });
  const body = { installToken, installationId: newId(), model: 'Pixel 9', systemVersion: '16' };
  const start = () => ({ bearer: app.key, path: '/sessions', body });
  const { taken, refused } = await flood(80, start);
  expect(taken).toBeGreaterThanOrEqual(30);
  expect(refused).toBeGreaterThan(0);
});

it('calls from one address are limited, whatever their key, and no other address’s', async () => {
  const from = newAddress();
  const check = () => ({ bearer: `pk_test_${newId()}`, path: CHECK, from });
  const { taken, refused } = await flood(400, check);
  expect(taken).toBeGreaterThanOrEqual(200);
  expect(refused).toBeGreaterThan(0);
  expect((await ask({ bearer: app.key, path: CHECK })).statusCode).toBe(200);
});

it('calls for one user are limited, whatever their address, and no other user’s', async () => {
  const list = (userToken: string) => () => ({
    bearer: app.key,
    path: '/user-profiles',
    body: { userToken },
  });
  const { taken, refused } = await flood(60, list(newUser()));
  expect(taken).toBeGreaterThanOrEqual(20);
  expect(refused).toBeGreaterThan(0);
  expect(await flood(1, list(newUser()))).toEqual({ taken: 1, refused: 0 });
});

it('calls with one key are limited, whatever their address, and no other key’s', async () => {
  const other = await newApp();
  const { taken, refused } = await flood(1_200, () => ({ bearer: other.key, path: CHECK }));
  expect(taken).toBeGreaterThanOrEqual(500);
  expect(refused).toBeGreaterThan(0);
  expect((await ask({ bearer: app.key, path: CHECK })).statusCode).toBe(200);
});
