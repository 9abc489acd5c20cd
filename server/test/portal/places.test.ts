import { expect, it } from 'vitest';
import { chosenOf } from '../../../portal/src/pages/simulator/chosen.ts';
import { placeOfResult } from '../../../portal/src/shell/finder/place-of-result.ts';

it('what the search box finds opens where it is shown', () => {
  const found = { id: 'an-id', customerUid: 'a-customer' };
  const placeOf = (kind: 'customer' | 'package' | 'esim' | 'purchase' | 'ticket') =>
    placeOfResult({ ...found, kind }, 'live');
  expect(placeOf('customer')).toEqual({ to: '/live/customers/an-id' });
  expect(placeOf('package')).toEqual({ to: '/live/sales', search: { open: 'an-id' } });
  expect(placeOf('esim')).toEqual({ to: '/live/customers/a-customer', search: { esim: 'an-id' } });
  // The drawer in which credits are bought also shows what became of a purchase.
  expect(placeOf('purchase')).toEqual({
    to: '/live/credits',
    search: { tab: 'purchases', buy: 'an-id' },
  });
  expect(placeOf('ticket')).toEqual({ to: '/live/tickets', search: { open: 'an-id' } });
});

it('the simulator shows an eSIM as the list has it, and not as it was searched for', () => {
  const phone = (iccid: string, state: string) => ({ profile: { iccid, state } });
  const listed = [phone('1', 'INSTALLED'), phone('2', 'INSTALLED')];
  const found = [phone('2', 'RELEASED'), phone('3', 'RELEASED')];
  expect(chosenOf(undefined, { listed, found })).toBe(listed[0]);
  expect(chosenOf('2', { listed, found })).toBe(listed[1]);
  expect(chosenOf('3', { listed, found })).toBe(found[1]);
  expect(chosenOf('4', { listed, found })).toBeUndefined();
});
