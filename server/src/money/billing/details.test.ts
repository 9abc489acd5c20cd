import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BUYER, openBuyer, openSeller } from '../../../test/support/billing.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { startReceiver } from '../../../test/support/receiver.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { createBillingTasks, createVatRegister, registerBillingRoutes } from './index.ts';

const PATH = '/gigastore/billing-details';
const QUOTE = '/gigastore/credits/purchases/quote';

let account: TestAccount;
let call: Call;
const slice = await forThisFile(openSlice(registerBillingRoutes));

beforeEach(async () => {
  account = await slice.newAccount();
  call = await account.caller();
});

const put = (more: object = {}) => call('PUT', PATH, { body: { ...BUYER, ...more } });

describe('billing details', () => {
  it('billing details are absent at first, and then returned as they were set', async () => {
    expect((await call('GET', PATH)).json().code).toBe('billing_details_not_found');
    const more = { vatId: 'de 136 695 976', country: 'de', locale: 'de', addressLine2: ' 3rd ' };
    const set = await put(more);
    expect(set.statusCode, set.body).toBe(200);
    expect(set.json()).toEqual({
      ...BUYER,
      ...{ country: 'DE', vatId: 'DE136695976', locale: 'de', addressLine2: '3rd', region: null },
      ...{ vatIdCheck: 'unknown', updatedAt: expect.stringMatching(/Z$/) },
    });
    expect((await call('GET', PATH)).json()).toEqual(set.json());
  });

  it('billing details are replaced as a whole', async () => {
    await put({ addressLine2: 'Floor 3' });
    const { addressLine2, vatId } = (await put({ vatId: '' })).json();
    expect([addressLine2, vatId]).toEqual([null, null]);
  });

  it('billing details belong to the organization, not to one of its accounts', async () => {
    await put();
    const token = await account.tokenOf({}, account.liveAccountId);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await slice.app.inject({ method: 'GET', url: PATH, headers });
    expect(answer.json().legalName).toBe(BUYER.legalName);
  });

  it.each([
    ['/legalName', { legalName: '' }, /required|must/],
    ['/legalName', { legalName: '   ' }, 'must not be blank'],
    [
      '/legalName',
      { legalName: 'Travel 🌍' },
      /^must not contain U\+1F30D, which cannot be printed$/,
    ],
    ['/legalName', { legalName: 'Line\nbreak' }, /^must not contain U\+000A/],
    ['/city', { city: '🧳' }, /^must not contain U\+1F9F3/],
    ['/postalCode', { postalCode: '10\t117' }, /^must not contain U\+0009/],
    ['/postalCode', { postalCode: '' }, 'must be given for an address in the European Union'],
    ['/country', { country: 'XX' }, 'must be an ISO 3166-1 alpha-2 code'],
    ['/vatId', { vatId: 'DE136695978' }, 'has wrong check digits for a VAT ID of DE'],
    ['/vatId', { vatId: 'ATU13585627' }, /^must be a VAT ID of DE such as DE/],
    ['/billingEmail', { billingEmail: 'nobody' }, 'must be an email address'],
    ['/locale', { locale: 'fr' }, /must/],
  ])('billing details are refused at %s for %j', async (path, wrong, message) => {
    const answer = await put(wrong);
    const said =
      typeof message === 'string' ? message : (expect.stringMatching(message) as unknown);
    expect(answer.json()).toMatchObject({
      code: 'invalid_request',
      errors: expect.arrayContaining([{ path, message: said }]),
    });
    expect((await call('GET', PATH)).statusCode).toBe(404);
  });

  it('billing details need the scope billing', async () => {
    for (const scope of ['read', 'sell', 'refund'] as const) {
      const weak = await account.caller(scope);
      expect((await weak('GET', PATH)).json().code).toBe('insufficient_scope');
      expect((await weak('PUT', PATH, { body: BUYER })).json().code).toBe('insufficient_scope');
    }
  });
});

describe('a quote', () => {
  const quote = (priceValue: number, headers = {}) =>
    call('POST', QUOTE, { body: { amount: { priceValue, currencyCode: 'USD' } }, headers });

  it('a quote is refused without a seller, and without billing details', async () => {
    expect((await quote(100)).json().code).toBe('billing_details_required');
    await put();
    expect((await quote(100)).json().code).toBe('billing_not_set_up');
    await openSeller(slice.db);
    expect((await quote(100)).statusCode).toBe(200);
  });

  it('a quote has amount, VAT and total, and changes nothing', async () => {
    await put({ country: 'FI', vatId: '' });
    const usd = (priceValue: number) => ({ sortIndex: 0, priceValue, currencyCode: 'USD' });
    expect((await quote(99.99)).json()).toEqual({
      amount: usd(99.99),
      vat: {
        ...{ rate: 25.5, amount: usd(25.5), treatment: 'eu_consumer_rate', country: 'FI' },
        note: null,
      },
      total: usd(125.49),
      warning: expect.stringMatching(/^VAT paid by mistake cannot be refunded\. Check /),
    });
    expect((await call('GET', '/gigastore/credits/invoices')).json().items).toEqual([]);
  });

  it('a quote is in German if that is requested', async () => {
    await put();
    const { warning, vat } = (await quote(100, { locale: 'de-AT' })).json();
    expect(warning).toMatch(/^Irrtümlich gezahlte Umsatzsteuer/);
    expect(vat.note).toMatch(/^Steuerschuldnerschaft/);
    const english = (await quote(100, { 'accept-language': 'fr, en;q=0.5' })).json();
    expect(english.warning).toMatch(/^VAT paid/);
  });

  it.each([9.99, 0, 100_000.01])('a quote is refused for %d USD', async (amount) => {
    await put();
    const errors = [
      { path: '/amount/priceValue', message: 'must be between 10.00 USD and 100000.00 USD' },
    ];
    expect((await quote(amount)).json()).toMatchObject({ code: 'invalid_request', errors });
  });

  it('a quote is given for the least and the greatest amount', async () => {
    await put();
    for (const amount of [10, 100_000]) expect((await quote(amount)).statusCode).toBe(200);
  });
});

describe('the register of VAT IDs', () => {
  const outgoing = createOutgoing({ timeoutMs: 500 });
  let register: Awaited<ReturnType<typeof startReceiver>>;
  beforeEach(async () => {
    register = await startReceiver();
    await openSeller(slice.db);
    await openBuyer(slice.db, account.organizationId);
    return () => register.close();
  });
  afterAll(() => outgoing.close());

  /** Runs the job with this response of the register; returns the resulting quote. */
  async function ask(answer: object | string, status = 200): Promise<string> {
    register.answerWith((response) =>
      response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer)),
    );
    const checkVatIdOnline = createVatRegister({ url: register.url, outgoing, mayBeLocal: true });
    const tasks = createBillingTasks({ db: slice.db, checkVatIdOnline });
    const { organizationId } = account;
    const run = tasks['check-vat-id']?.({ organizationId }, new AbortController().signal);
    await run?.catch((error: Error) => {
      expect(error.message).toBe('The register of VAT IDs does not answer');
    });
    const body = { amount: { priceValue: 100, currencyCode: 'USD' } };
    return (await call('POST', QUOTE, { body })).json().vat.treatment;
  }
  const checked = async () => (await call('GET', PATH)).json().vatIdCheck;

  it('the register of VAT IDs is asked for the number apart from its country', async () => {
    expect(await ask({ valid: true })).toBe('reverse_charge');
    expect(JSON.parse(register.received[0]?.body ?? '')).toEqual({
      countryCode: 'DE',
      vatNumber: '136695976',
    });
    expect(await checked()).toBe('valid');
  });

  it('the register of VAT IDs ends reverse charge when it does not know the number', async () => {
    expect(await ask({ valid: false, userError: 'INVALID' })).toBe('eu_consumer_rate');
    expect(await checked()).toBe('invalid');
    await put({ city: 'Potsdam' });
    expect(await checked()).toBe('invalid');
    await put({ vatId: 'DE296663986' });
    expect(await checked()).toBe('unknown');
  });

  it.each([
    ['is away', 'no', 503],
    ['says something else', '<html>', 200],
    ['says nothing', '', 200],
    ['says null', 'null', 200],
    ['cannot ask the member state', { valid: false, userError: 'MS_UNAVAILABLE' }, 200],
    ['has too much to do', { actionSucceed: false, errorWrappers: [{}] }, 200],
  ])('the register of VAT IDs changes nothing when it %s', async (_, answer, status) => {
    expect(await ask(answer, status)).toBe('reverse_charge');
    expect(await checked()).toBe('unknown');
  });

  it('the register of VAT IDs is not asked about foreign numbers, nor when it is not set', async () => {
    await openBuyer(slice.db, account.organizationId, { country: 'US', vatId: '12-3456789' });
    expect(await ask({ valid: false })).toBe('outside_eu');
    expect(register.received).toHaveLength(0);
    const { organizationId } = account;
    const without = createBillingTasks({ db: slice.db });
    await without['check-vat-id']?.({ organizationId }, new AbortController().signal);
  });
});
