import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';

const ESIMS = '/gigastore/esims';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call } = reseller;
const sold = [await reseller.sell(), await reseller.sell(), await reseller.sell()];
const [first, second, third] = sold.map(({ iccid }) => iccid);
const device = (iccid: string | undefined, action: string, body?: object) =>
  call('POST', `/gigastore/sandbox/esims/${iccid}/${action}`, { body });
await device(first, 'install');
await device(first, 'attach', { country: 'AT', mcc: '232', mnc: '01' });
await call('POST', `/gigastore/esim/${second}/suspend`);

const list = async (query = ''): Promise<string[]> =>
  (await call('GET', `${ESIMS}?${query}`))
    .json()
    .items.map(({ iccid }: { iccid: string }) => iccid);

describe('the list of eSIMs', () => {
  it('has the newest first, on one page and on many, with their number', async () => {
    const all = [third, second, first];
    expect(await list()).toEqual(all);
    expect((await call('GET', ESIMS)).headers['x-total-count']).toBe('3');
    const page = (await call('GET', `${ESIMS}?limit=2`)).json();
    const rest = await list(`limit=2&after=${page.nextCursor}`);
    expect([...page.items.map(({ iccid }: { iccid: string }) => iccid), ...rest]).toEqual(all);
  });

  it.each([
    ['state=INSTALLED', () => [first]],
    ['suspended=true', () => [second]],
    ['country=at', () => [first]],
    ['active=false', () => []],
    [`iccid=${first?.slice(4, 18)}`, () => [first]],
    [`iccid=${first?.slice(0, 9)} ${first?.slice(9)}F`, () => [first]],
    [`customer_uid=${sold[2]?.customerUid}`, () => [third]],
    [`customer_uid=${newId()}`, () => []],
    ['customer_uid=nobody', () => []],
    ['iccid=%25%25%25', () => []],
  ])('is filtered by %s', async (query, wanted) => {
    expect(await list(query)).toEqual(wanted());
    const total = (await call('GET', `${ESIMS}?${query}`)).headers['x-total-count'];
    expect(total).toBe(String(wanted().length));
  });

  it('is filtered by a part of the IMSI', async () => {
    const { imsi } = (await call('GET', `${ESIMS}/${third}`)).json();
    expect(await list(`imsi=${imsi}`)).toEqual([third]);
  });

  it('has nothing of another account', async () => {
    const stranger = await openReseller(store);
    expect((await stranger.call('GET', ESIMS)).json().items).toEqual([]);
    expect((await stranger.call('GET', `${ESIMS}/${first}`)).statusCode).toBe(404);
  });

  it('comes as CSV', async () => {
    const headers = { accept: 'text/csv' };
    const { body } = await call('GET', `${ESIMS}?state=INSTALLED`, { headers });
    const [header, line] = body.split('\r\n');
    expect(header?.split(',').slice(0, 5)).toEqual([
      'iccid',
      'imsi',
      'state',
      'active',
      'customerUid',
    ]);
    expect(line).toContain(`${first},`);
    expect(line).toContain(',INSTALLED,yes,');
  });
});

describe('one eSIM', () => {
  it('is shown with its customer and its place, by any spelling of its ICCID', async () => {
    const esim = (await call('GET', `${ESIMS}/${first}F`)).json();
    expect(esim).toMatchObject({
      iccid: first,
      customerUid: sold[0]?.customerUid,
      currentCountry: 'AT',
      currentNetwork: { mcc: '232', mnc: '01' },
      sessionsOpen: 1,
      replacements: 0,
      replacementLimit: 5,
      successorIccid: null,
    });
    expect(typeof esim.currentNetwork.name).toBe('string');
  });

  it('names the eSIM that replaced it', async () => {
    const { iccid } = await reseller.sell();
    const replaced = (await call('POST', `/gigastore/esim/${iccid}/replace`)).json();
    const successor = replaced.esimProfile?.iccid ?? replaced.iccid;
    const old = (await call('GET', `${ESIMS}/${iccid}`)).json();
    expect(old).toMatchObject({ active: false, successorIccid: successor });
    expect((await call('GET', `${ESIMS}/${successor}`)).json().replacements).toBe(1);
  });
});
