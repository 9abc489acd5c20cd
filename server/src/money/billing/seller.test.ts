import { expect, it } from 'vitest';
import { openSeller, SELLER } from '../../../test/support/billing.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { requireSeller } from './index.ts';

const test = await forThisFile(createTestDatabase());

it('without a seller, billing is not set up yet', async () => {
  await expect(requireSeller(test.db)).rejects.toMatchObject({ code: 'billing_not_set_up' });
});

it('a seller replaces the one before', async () => {
  const written = { country: 'at', iban: 'at61 1904 3002 3457 3201', bic: 'bkauatww' };
  const kept = { ...SELLER, addressLine2: null };
  expect(await openSeller(test.db, { ...written, vatId: 'u 1358 5627' })).toEqual(kept);
  expect(await requireSeller(test.db)).toEqual(kept);
  await openSeller(test.db, { legalName: 'Sold Ltd' });
  expect(await requireSeller(test.db)).toEqual({ ...kept, legalName: 'Sold Ltd' });
});

it.each([
  ['/legalName', { legalName: 'Travel 🧳' }],
  ['/vatId', { vatId: 'ATU13585626' }],
  ['/vatId', { vatId: 'DE136695976' }],
  ['/iban', { iban: 'AT611904300234573202' }],
  ['/iban', { iban: 'AT61' }],
  ['/bic', { bic: 'BKAUAT' }],
  ['/email', { email: 'nobody' }],
])('a seller is refused at %s for %j, and the one before stays', async (path, wrong) => {
  await openSeller(test.db);
  await expect(openSeller(test.db, wrong)).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [{ path }],
  });
  expect(await requireSeller(test.db)).toMatchObject(SELLER);
});
