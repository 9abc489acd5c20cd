import { expect, it } from 'vitest';
import { esimAccessSupplier } from '../../../../simulators/esim-access/supplier.ts';
import { startSimulator } from '../../../../simulators/simulator.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { createOutgoing } from '../../../platform/outgoing/outgoing.ts';
import { esimAccess } from './index.ts';

const cost = { tenThousandths: 1_000_000n, currency: 'USD' };
const reference = '1'.repeat(32);

const outgoing = await forThisFile(createOutgoing());
const supplier = esimAccessSupplier({ allocateMs: 0 });
const simulator = await forThisFile(startSimulator(supplier, { isLimited: false }));
const carrier = esimAccess(
  { accessCode: 'simulator', url: simulator.url },
  { outgoing, record: () => undefined, now: () => new Date(), perSecond: 1_000 },
);

it('finds an order that was first sent long before its last sending', async () => {
  const offer = await carrier.check('AT_1_7');
  const price = offer.end === 'done' ? offer.value.cost : cost;
  const request = { reference, item: 'AT_1_7', cost: price };
  expect(await carrier.order(request)).toMatchObject({ end: 'done' });
  const sentAt = new Date(Date.now() - 3_600_000);
  const sent = { kind: 'profile', reference, item: 'AT_1_7', order: null, profile: null } as const;
  const find = (lastSentAt: Date | null) => carrier.find({ ...sent, sentAt, lastSentAt });
  await expect
    .poll(() => find(new Date()))
    .toMatchObject({ value: { candidates: [{ isDelivered: true }] } });
  expect(await find(null)).toMatchObject({ value: { candidates: [] } });
});
