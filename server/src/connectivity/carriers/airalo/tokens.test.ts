import { expect, it } from 'vitest';
import { airaloSupplier } from '../../../../simulators/airalo/supplier.ts';
import { type SimulatedAnswer, startSimulator } from '../../../../simulators/simulator.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { createOutgoing } from '../../../platform/outgoing/outgoing.ts';
import { airalo } from './index.ts';

const outgoing = await forThisFile(createOutgoing());
const key = { clientId: 'client', clientSecret: 'secret' };
const ORDER = {
  ...{ reference: '1'.repeat(32), item: 'austria-7days-1gb' },
  cost: { tenThousandths: 1_000_000n, currency: 'USD' },
};

/** A connector whose first request for a token gets another answer. */
async function open(first: SimulatedAnswer) {
  const supplier = airaloSupplier(key);
  const { answer } = supplier;
  let asked = 0;
  supplier.answer = (request) => {
    if (request.path !== '/v2/token') return answer(request);
    asked += 1;
    return asked === 1 ? first : answer(request);
  };
  const simulator = await forThisFile(startSimulator(supplier, { isLimited: false }));
  const parts = { outgoing, record: () => undefined, now: () => new Date(), perSecond: 1_000 };
  return airalo({ ...key, url: simulator.url }, parts);
}

it('a token that the supplier fails to give is asked for again, and nothing is refused', async () => {
  const carrier = await open({ status: 422, body: { code: 53, reason: 'Unexpected error' } });
  expect(await carrier.balance?.()).toMatchObject({ end: 'retry_later', afterMs: 1_000 });
  expect(await carrier.balance?.()).toMatchObject({ end: 'done' });
});

it.each([
  [{ code: 13, reason: 'API is in maintenance' }, 'maintenance', '13 API is in maintenance'],
  [{ data: { client_id: 'is wrong' } }, 'misconfigured', 'The supplier refuses the credentials.'],
])('a token that the supplier refuses with %j ends the call', async (body, code, detail) => {
  const carrier = await open({ status: 422, body });
  expect(await carrier.order(ORDER)).toEqual({ end: 'refused', code, detail });
});
