import { describe, expect, it, onTestFinished } from 'vitest';
import { openAiralo, SUBJECTS } from '../../simulators/conformance/open-subject.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { forThisFile } from '../support/for-this-file.ts';

const outgoing = await forThisFile(createOutgoing());
/** What each supplier calls the item in its stock. */
const IN_STOCK: Record<string, string> = { 'esim-access': 'AT1D7' };
/** Packages of Airalo that force a refusal. */
const FORCED = [
  ['test-insufficient-balance-7days-1gb', 'unfunded'],
  ['test-maintenance-mode-7days-1gb', 'maintenance'],
  ['test-not-enough-7days-1gb', 'out_of_stock'],
  ['test-out-of-stock-7days-1gb', 'out_of_stock'],
] as const;
const REFERENCE = '0195f1c28e7a70009d6e3f1a2b4c5d6e';

for (const [name, open] of Object.entries(SUBJECTS)) {
  const { subject, url } = await forThisFile(open(outgoing));
  const { carrier, item } = subject;
  const settings = (change: object) =>
    fetch(`${url}/_settings`, { method: 'POST', body: JSON.stringify(change) });
  const order = async () => {
    const offer = await carrier.check(item);
    if (offer.end !== 'done') throw new Error('The simulator offers the item.');
    const end = await carrier.order({ reference: REFERENCE, item, cost: offer.value.cost });
    return end.end === 'refused' ? end.code : end.end;
  };

  describe(`the simulator ${name}`, () => {
    it('has another price, balance or stock from then on', async () => {
      await settings({ prices: { [item]: 2.5 }, balance: 2 });
      const offer = await carrier.check(item);
      expect(offer).toMatchObject({ value: { cost: { tenThousandths: 25_000n } } });
      expect(await carrier.balance?.()).toMatchObject({ value: { tenThousandths: 20_000n } });
      expect(await order()).toBe('unfunded');
      await settings({ balance: 100, outOfStock: [IN_STOCK[name] ?? item] });
      expect(await order()).toBe('out_of_stock');
      await settings({ outOfStock: [] });
      expect(await order()).toBe('done');
    });
  });
}

it.each(FORCED)('Airalo in sandbox mode refuses %s as %s', async (item, code) => {
  const { subject, close } = await openAiralo(outgoing);
  onTestFinished(close);
  const offer = await subject.carrier.check(item);
  if (offer.end !== 'done') throw new Error('It can be ordered, though no catalogue has it.');
  const end = await subject.carrier.order({ reference: REFERENCE, item, cost: offer.value.cost });
  expect(end).toMatchObject({ end: 'refused', code });
});
