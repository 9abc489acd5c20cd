import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from './support/app.ts';
import { aRecord, type CarrierCaller, openCarrier } from './support/carrier.ts';
import { forThisFile } from './support/for-this-file.ts';
import { personOf } from './support/people.ts';
import { openReseller, type Purchase, purchase, type Reseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import type { Answer, Call } from './support/slice.ts';

const EMAIL = 'ta..ro..0511@docomo.ne.jp';
const DECOMPOSED = 'Zu\u0308rich';

const store = await forThisFile(openStore());
await loadPlans(store.db);
let reseller: Reseller;
let operator: Call;
let carrier: CarrierCaller;
let sold: Purchase;
beforeAll(async () => {
  reseller = await openReseller(store);
  operator = (await personOf(store, '', 'operator')).call;
  carrier = await openCarrier(store);
  sold = await purchase(reseller, { customerEmail: EMAIL, userCountry: 'uk', metatag: DECOMPOSED });
});

const get = async (path: string) => (await reseller.call('GET', path)).json();
const searched = async (searchKey: string, searchQuery: string) => {
  const body = { searchKey, searchQuery };
  return (await reseller.call('POST', '/gigastore/activations/search-customers', { body })).body;
};

describe('an ICCID is the same one', () => {
  /** As it is printed on a card, and as it comes with its filler. */
  const spellings = (iccid: string) => [
    iccid.replace(/(.{4})/g, '$1 '),
    iccid.replace(/(.{4})/g, '$1-'),
    `${iccid}F`,
  ];

  it('in every path and query of a reseller, and in tickets', async () => {
    const { iccid, customerUid, activatedItemUid } = sold;
    for (const spelling of spellings(iccid)) {
      const text = encodeURIComponent(spelling);
      expect(await get(`/gigastore/esim/${text}/status/connectivity`)).toMatchObject({ iccid });
      expect(await get(`/gigastore/esims/${text}`)).toMatchObject({ iccid });
      expect((await get(`/gigastore/esims?iccid=${text}`)).items).toMatchObject([{ iccid }]);
      const packages = await get(`/gigastore/activations/activated-items?iccid=${text}`);
      expect(JSON.stringify(packages)).toContain(activatedItemUid);
      expect(JSON.stringify(await get(`/gigastore/events?iccid=${text}`))).toContain(iccid);
      expect(JSON.stringify(await get(`/gigastore/search?q=${text}`))).toContain(iccid);
      for (const key of ['ICCID', 'ANY']) {
        expect(await searched(key, spelling)).toContain(customerUid);
      }
      const body = { subject: 'Slow', text: 'Slow data', iccid: spelling };
      const ticket = await reseller.call('POST', '/gigastore/tickets', { body });
      expect(ticket.json(), ticket.body).toMatchObject({ iccid });
    }
  });

  it('for the platform, and in what carriers report', async () => {
    const { iccid } = sold;
    await reseller.call('POST', `/gigastore/sandbox/esims/${iccid}/install`);
    for (const spelling of spellings(iccid)) {
      const text = encodeURIComponent(spelling);
      const found = (await operator('GET', `/operator/search?q=${text}`)).json();
      expect(JSON.stringify(found)).toContain(iccid);
      expect((await operator('GET', `/operator/profiles/${text}`)).json()).toMatchObject({ iccid });
      const used = await carrier.report('usage-records', [aRecord(spelling)]);
      expect(used.json(), used.body).toMatchObject({ results: [{ outcome: 'counted' }] });
      const event = { eventId: spelling, iccid: spelling, type: 'attach', country: 'AT' };
      const told = await carrier.report('profile-events', [event]);
      expect(told.json(), told.body).toMatchObject({ rejected: 0 });
    }
  });
});

describe('a country code has one answer', () => {
  type Sending = (country: string) => Promise<Answer>;
  const entries: [string, Sending][] = [
    ['a sale', (userCountry) => register({ userCountry })],
    ['the list of eSIMs', (country) => reseller.call('GET', `/gigastore/esims?country=${country}`)],
    ['the catalogue', (country) => reseller.call('GET', `/gigastore/catalogue?country=${country}`)],
    ['a phone of the sandbox', (country) => attach(country)],
    ['billing details', (country) => bill(country)],
  ];

  it.each(entries)('for %s: an alias is taken, and what is no code refused', async (_, send) => {
    for (const country of ['UK', 'el']) {
      const answer = await send(country);
      expect(answer.statusCode, answer.body).toBe(200);
    }
    for (const country of ['AC', 'TA', 'ZZ']) {
      const answer = await send(country);
      expect(answer.json(), country).toMatchObject({ code: 'invalid_request' });
    }
  });

  it('in the reports of carriers too', async () => {
    const outcomes = async (countries: string[]) => {
      const list = countries.map((country) => aRecord(sold.iccid, { country }));
      const { results } = (await carrier.report('usage-records', list)).json();
      return results.map(({ outcome }: { outcome: string }) => outcome);
    };
    expect(await outcomes(['UK', 'EL'])).toEqual(['counted', 'counted']);
    expect(await outcomes(['AC', 'TA', 'ZZ'])).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('is kept as its standard code', async () => {
    const path = `/gigastore/activations/customers/${sold.customerUid}/personal-data`;
    const text = (await (await reseller.callerFor('manage'))('GET', path)).body;
    expect(text).toContain('"userCountry":"GB"');
  });

  const register = (more: object) =>
    reseller.call('POST', '/gigastore/activations/register', {
      body: { inventoryItemId: reseller.items.worldwide, ...more },
    });
  const attach = async (country: string) => {
    await reseller.call('POST', `/gigastore/sandbox/esims/${sold.iccid}/install`);
    const path = `/gigastore/sandbox/esims/${sold.iccid}/attach`;
    return reseller.call('POST', path, { body: { country } });
  };
  const bill = (country: string) =>
    reseller.call('PUT', '/gigastore/billing-details', {
      body: {
        ...{ legalName: 'Acme', addressLine1: 'Ring 1', postalCode: '10558', city: 'Athens' },
        ...{ country, billingEmail: 'pay@acme.test' },
      },
    });
});

describe('a text of a customer', () => {
  it('an address that no standard allows is taken, since it exists, and found', async () => {
    expect(await searched('EMAIL', EMAIL)).toContain(sold.customerUid);
    const email = 'ta.ro.@docomo.ne.jp';
    const { customerUid } = await purchase(reseller, { customerEmail: email });
    expect(await searched('EMAIL', email)).toContain(customerUid);
  });

  it('that was sent in pieces is found by its composed form, and the reverse', async () => {
    for (const text of [DECOMPOSED, DECOMPOSED.normalize('NFC')]) {
      expect(await searched('METATAG', text)).toContain(sold.customerUid);
    }
  });
});
