import { expect, it } from 'vitest';
import { hasPage } from '../../../portal/src/routes/sides.ts';
import { placeOfResult } from '../../../portal/src/shell/finder/place-of-result.ts';
import { goKeysOf } from '../../../portal/src/shell/shortcuts.ts';

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

it('every key after G goes to a page of its side', () => {
  for (const side of ['live', 'sandbox', 'operator'] as const) {
    for (const page of Object.values(goKeysOf(side))) expect(hasPage(side, page), page).toBe(true);
  }
});
