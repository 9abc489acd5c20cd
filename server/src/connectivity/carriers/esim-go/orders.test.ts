import { expect, it } from 'vitest';
import { esimGoSupplier } from '../../../../simulators/esim-go/supplier.ts';
import { startSimulator } from '../../../../simulators/simulator.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { createOutgoing } from '../../../platform/outgoing/outgoing.ts';
import type { Placed } from '../ordering/ordering-carrier.ts';
import { esimGo } from './index.ts';

const ITEM = 'esim_1GB_7D_AT_V2';
const ASSIGNMENTS = '/v2.5/esims/assignments';
const cost = { tenThousandths: 1_000_000n, currency: 'USD' };

const outgoing = await forThisFile(createOutgoing());
const supplier = esimGoSupplier({});
const simulator = await forThisFile(startSimulator(supplier, { isLimited: false }));
const carrier = esimGo(
  { apiKey: 'simulator', url: `${simulator.url}/v2.5` },
  { outgoing, record: () => undefined, now: () => new Date(), perSecond: 1_000 },
);

it('reads nothing about orders of the item that belong to others', async () => {
  const sentAt = new Date();
  for (let bought = 0; bought < 3; bought += 1) {
    const reference = `${bought}`.padStart(32, '0');
    expect(await carrier.order({ reference, item: ITEM, cost })).toMatchObject({ end: 'done' });
  }
  const own = supplier.books().orders[1]?.order ?? '';
  const before = simulator.requests.get(ASSIGNMENTS) ?? 0;
  const found = await carrier.find({
    ...{ kind: 'profile', reference: 'f'.repeat(32), item: ITEM, order: null, profile: null },
    sentAt,
    freeOf: async (candidates: readonly Placed[]) =>
      candidates.filter(({ order }) => order === own),
  });
  expect(found).toMatchObject({ value: { candidates: [{ order: own, isDelivered: true }] } });
  expect((simulator.requests.get(ASSIGNMENTS) ?? 0) - before).toBe(1);
});
