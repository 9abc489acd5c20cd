import { beforeEach, describe, expect, it } from 'vitest';
import { airaloSupplier } from '../../../simulators/airalo/supplier.ts';
import { startSimulator } from '../../../simulators/simulator.ts';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { startReceiver } from '../../../test/support/receiver.ts';
import { openEsimAccess } from '../../../test/support/supply.ts';
import { sql } from '../../platform/db/database.ts';

/** The address of the store, which keeps what suppliers send. */
const place = await forThisFile(startReceiver());
const access = await forThisFile(openEsimAccess());
const airalo = await forThisFile(
  startSimulator(airaloSupplier({ clientSecret: 'secret' }), { isLimited: false }),
);
const store = await forThisFile(
  openStore({
    GIGASTORE_PUBLIC_URL: place.url,
    GIGASTORE_ESIM_ACCESS_CODE: 'code',
    GIGASTORE_ESIM_ACCESS_URL: access.url,
    GIGASTORE_AIRALO_CLIENT_ID: 'simulator',
    GIGASTORE_AIRALO_CLIENT_SECRET: 'secret',
    GIGASTORE_AIRALO_URL: airalo.url,
  }),
);
const { db } = store;
const { call } = await personOf(store, '', 'operator');
const register = async (carrier: string) => {
  const answer = await call('POST', '/operator/carriers/notices', { body: { carrier } });
  expect(answer.statusCode, answer.body).toBe(200);
  await store.parts.carrierCalls.flush();
  return answer.json();
};
const kept = () =>
  db.rows(sql`
    select carrier, path, outcome
    from carrier_calls
    where verb = 'registerNotices'
    order by called_at, id`);

beforeEach(async () => {
  await db.run(sql`delete from carrier_calls`);
  place.answerWith((response) => response.end());
});

describe('the notice URL is registered', () => {
  it('at eSIM Access, which tries it and sends its notices there', async () => {
    const url = `${place.url}/carrier-notices/esim-access`;
    expect(await register('esim-access')).toEqual({ url, outcome: 'done', detail: null });
    expect(place.received.at(-1)).toMatchObject({
      path: expect.stringMatching(/\/carrier-notices\/esim-access$/),
      body: expect.stringContaining('CHECK_HEALTH'),
    });
    expect(await kept()).toMatchObject([
      { carrier: 'esim-access', path: '/api/v1/open/webhook/save', outcome: 'done' },
      { carrier: 'esim-access', path: '/api/v1/open/webhook/query', outcome: 'done' },
    ]);
    const [entry] = await db.rows(sql`
      select action, target from audit_log order by id desc limit 1`);
    expect(entry).toEqual({ action: 'carrier.notices_registered', target: 'esim-access' });
  });

  it('at Airalo, for each type of notices', async () => {
    const url = `${place.url}/carrier-notices/airalo`;
    for (const _ of ['first', 'again']) {
      expect(await register('airalo')).toEqual({ url, outcome: 'done', detail: null });
    }
    expect(await kept()).toHaveLength(6);
  });

  it('not while the store does not answer there, which says nothing about the supplier', async () => {
    place.answerWith((response) => response.writeHead(502).end());
    expect(await register('esim-access')).toMatchObject({
      outcome: 'retry_later',
      detail: expect.stringContaining('the webhook does not answer'),
    });
    expect(await register('airalo')).toMatchObject({
      outcome: 'refused',
      detail: expect.stringContaining('async_orders: '),
    });
    const { items } = (await call('GET', '/operator/carriers')).json();
    expect(items).toMatchObject([
      { carrier: 'esim-access', state: 'unknown' },
      { carrier: 'airalo', failures: 0 },
    ]);
  });

  it('by a person where the supplier has no call for it, or is not set up', async () => {
    expect(await register('esim-go')).toEqual({
      url: `${place.url}/carrier-notices/esim-go`,
      outcome: 'refused',
      detail: 'The carrier esim-go is not set up.',
    });
    const body = { carrier: 'alpine' };
    const unknown = await call('POST', '/operator/carriers/notices', { body });
    expect([unknown.statusCode, unknown.json().errors[0].path]).toEqual([400, '/carrier']);
  });
});
