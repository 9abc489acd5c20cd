import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openDesk, PATH, usd } from '../../../test/support/top-ups.ts';

const desk = await forThisFile(openDesk());

const ON = { enabled: true, threshold: usd(8), amount: usd(20) };

describe('the settings', () => {
  it('the settings of the top-up are off at first, and are shown as they are set', async () => {
    const spender = await desk.newSpender();
    expect(await spender.read()).toEqual({
      ...{ enabled: false, threshold: null, amount: null, monthlyCap: null },
      ...{ paymentMethodId: null, status: 'off', reason: null, nextAttemptAt: null },
      spentThisMonth: { sortIndex: 0, ...usd(0) },
    });
    const cardId = await spender.addCard('good');
    const set = await spender.set({ ...ON, monthlyCap: usd(100), paymentMethodId: cardId });
    const wanted = { enabled: true, status: 'armed', paymentMethodId: cardId };
    expect(set.json()).toMatchObject({ ...wanted, threshold: usd(8), amount: usd(20) });
    expect(await spender.read()).toEqual(set.json());
    expect((await spender.set({ enabled: false })).json()).toMatchObject({
      ...{ enabled: false, status: 'off', threshold: usd(8), amount: usd(20) },
      monthlyCap: usd(200),
    });
    expect((await spender.set({ enabled: true })).json().status).toBe('armed');
  });

  it.each([
    [{}, '/enabled'],
    [{ enabled: true, amount: usd(20) }, '/threshold'],
    [{ enabled: true, threshold: usd(8) }, '/amount'],
    [{ ...ON, amount: usd(1) }, '/amount/priceValue'],
    [{ ...ON, amount: usd(9_000_000) }, '/amount/priceValue'],
    [{ ...ON, threshold: usd(0) }, '/threshold/priceValue'],
    [{ ...ON, threshold: { priceValue: 8, currencyCode: 'EUR' } }, '/threshold/currencyCode'],
    [{ ...ON, threshold: usd(100.01) }, '/threshold/priceValue'],
    [{ ...ON, monthlyCap: usd(19.99) }, '/monthlyCap/priceValue'],
    [{ enabled: false, monthlyCap: usd(20) }, '/monthlyCap/priceValue'],
  ])('the settings of the top-up refuse %j', async (body, path) => {
    const spender = await desk.newSpender();
    const refused = (await spender.set(body)).json();
    expect(refused).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
    expect((await spender.read()).status).toBe('off');
  });

  it.each([true, false])(
    'the settings of the top-up refuse an unknown card, on or off: %s',
    async (enabled) => {
      const [spender, other] = [await desk.newSpender(), await desk.newSpender()];
      for (const paymentMethodId of ['nonsense', await other.addCard('good')]) {
        const refused = await spender.set({ ...ON, enabled, paymentMethodId });
        expect(refused.json().code).toBe('payment_method_not_found');
      }
    },
  );

  it('the top-up can be turned on only with a card and billing details', async () => {
    const account = await desk.newAccount();
    const call = await account.caller('manage');
    const set = () => call('PUT', PATH, { body: ON });
    expect((await set()).json().code).toBe('payment_method_required');
    const body = { testCard: '4242424242424242' };
    await call('POST', '/gigastore/payment-methods/setup', { body });
    expect((await set()).json().code).toBe('billing_details_required');
    expect((await call('PUT', PATH, { body: { enabled: false } })).statusCode).toBe(200);
  });

  it('the settings of the top-up need the scope billing, and every key can read them', async () => {
    const { account } = await desk.newSpender();
    const seller = await account.caller('sell');
    const refused = await seller('PUT', PATH, { body: ON });
    expect(refused.json().code).toBe('insufficient_scope');
    expect((await seller('GET', PATH)).statusCode).toBe(200);
  });
});
