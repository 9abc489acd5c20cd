import { beforeEach, describe, expect, test } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { type DataPlan, selectDefaultPriceList } from '../catalog/index.ts';
import { offerItems, registerInventoryRoutes } from '../inventory/index.ts';
import { setPrices } from '../wholesale/index.ts';
import { registerPricingRoutes } from './index.ts';

const PRICES = '/gigastore/products/inventory/prices';
const RULES = '/gigastore/pricing-rules';
const INVENTORY = '/gigastore/products/inventory';

const slice = await forThisFile(
  openSlice((app, parts) => {
    registerInventoryRoutes(app, parts);
    registerPricingRoutes(app, parts);
  }),
);

let account: TestAccount;
let call: Call;
let europe: { plan: DataPlan; id: string };
let austria: { plan: DataPlan; id: string };

beforeEach(async () => {
  account = await slice.newAccount();
  call = await account.caller('manage');
  europe = await offer({ name: 'Europe', countrySet: 'EU', wholesaleMinor: 310n });
  austria = await offer({ name: 'Austria', wholesaleMinor: 1000n });
});

async function offer(draft: Parameters<typeof addPlan>[1]) {
  const plan = await addPlan(slice.db, draft);
  const scope = { accountId: account.id, now: new Date() };
  const items = [{ dataPlanId: plan.id, retailMinor: 1500n }];
  const [id = ''] = await slice.db.transaction((tx) => offerItems({ ...scope, db: tx }, items));
  return { plan, id };
}

const usd = (priceValue: number) => ({ sortIndex: 0, priceValue, currencyCode: 'USD' });
const post = async (path: string, body: object) => (await call('POST', path, { body })).json();
const change = (body: object) => call('PUT', PRICES, { body });
const retailOf = async ({ id }: { id: string }): Promise<number> =>
  (await call('GET', `${INVENTORY}/${id}`)).json().retailPrices[0].priceValue;

async function setWholesale({ plan }: { plan: DataPlan }, wholesaleMinor: bigint): Promise<void> {
  const list = await selectDefaultPriceList(slice.db);
  const prices = [{ dataPlanId: plan.id, wholesaleMinor }];
  const change = { priceListId: list?.id ?? '', prices };
  await slice.db.transaction((tx) => setPrices({ db: tx, now: new Date() }, change));
}

const HALF = { method: 'margin', value: 50, rounding: 'to_99' };

describe('a preview of prices', () => {
  test('shows old and new prices, margins and warnings, and changes nothing', async () => {
    const preview = await post(`${PRICES}/preview`, HALF);
    expect(preview).toMatchObject({ token: expect.any(String), unchanged: 0 });
    expect(
      preview.changes.toSorted((a: { name: string }, b: { name: string }) =>
        a.name < b.name ? -1 : 1,
      ),
    ).toEqual([
      {
        inventoryItemId: austria.id,
        name: 'Austria',
        wholesalePrice: usd(10),
        oldRetailPrice: usd(15),
        newRetailPrice: usd(20.99),
        margin: usd(10.99),
        marginPercent: 52.35,
        warnings: [],
      },
      expect.objectContaining({ newRetailPrice: usd(6.99), warnings: ['lower'] }),
    ]);
    expect(await retailOf(austria)).toBe(15);
  });

  test.each([
    [{ countrySet: 'eu' }, ['Europe']],
    [{ country: 'AT' }, ['Austria', 'Europe']],
    [{ country: 'DE' }, ['Europe']],
    [{ tag: 'none' }, []],
    [{ active: false }, []],
  ])('is for the items of %j only', async (selection, names) => {
    const { changes } = await post(`${PRICES}/preview`, { ...HALF, ...selection });
    expect(changes.map(({ name }: { name: string }) => name).sort()).toEqual(names);
  });

  test('is for the named items of this account only', async () => {
    const ids = [austria.id, newId(), 'x'];
    const { changes } = await post(`${PRICES}/preview`, { ...HALF, inventoryItemIds: ids });
    expect(changes).toHaveLength(1);
  });

  test.each([
    [{ method: 'margin', value: 100 }, '/value'],
    [{ method: 'margin', value: 1.005 }, '/value'],
    [{ method: 'factor', value: 1.00005 }, '/value'],
    [{ method: 'factor', value: 101 }, '/value'],
    [{ method: 'amount', value: 10_000_000 }, '/value'],
    [{ method: 'half', value: 1 }, '/method'],
    [
      { method: 'factor', value: 1, minimumMargin: { priceValue: 1, currencyCode: 'EUR' } },
      '/minimumMargin/currencyCode',
    ],
  ])('refuses %j', async (body, path) => {
    const answer = await post(`${PRICES}/preview`, body);
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  test('never goes below the wholesale price plus the minimum margin', async () => {
    const body = {
      method: 'factor',
      value: 0.5,
      minimumMargin: usd(1.5),
      inventoryItemIds: [austria.id],
    };
    const { changes } = await post(`${PRICES}/preview`, body);
    expect(changes).toMatchObject([{ newRetailPrice: usd(11.5), margin: usd(1.5) }]);
  });
});

describe('a change of prices', () => {
  test('saves what was previewed', async () => {
    const { token } = await post(`${PRICES}/preview`, HALF);
    const changed = await change({ ...HALF, token });
    expect(changed.statusCode).toBe(200);
    expect(changed.json().changes).toHaveLength(2);
    expect([await retailOf(austria), await retailOf(europe)]).toEqual([20.99, 6.99]);
  });

  test('is refused if a wholesale price, a retail price or the items have moved', async () => {
    const moves = [
      () => setWholesale(austria, 1001n),
      () => call('PUT', `${INVENTORY}/${europe.id}`, { body: { retailPrice: usd(16) } }),
      () => offer({ name: 'New', wholesaleMinor: 5n }),
      () => call('DELETE', `${INVENTORY}/${europe.id}`),
    ];
    for (const move of moves) {
      const { token } = await post(`${PRICES}/preview`, HALF);
      await move();
      const before = await retailOf(austria);
      expect((await change({ ...HALF, token })).json().code).toBe('price_mismatch');
      expect(await retailOf(austria)).toBe(before);
    }
  });

  test('is refused with another formula than the preview', async () => {
    const { token } = await post(`${PRICES}/preview`, HALF);
    expect((await change({ ...HALF, value: 40, token })).statusCode).toBe(409);
  });

  test('ten times at once with one preview is made once', async () => {
    const { token } = await post(`${PRICES}/preview`, HALF);
    const answers = await Promise.all(Array.from({ length: 10 }, () => change({ ...HALF, token })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([
      200,
      ...Array(9).fill(409),
    ]);
  });

  test('beside changes of wholesale prices saves prices that fit them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { token } = await post(`${PRICES}/preview`, { ...HALF, rounding: 'none' });
      const [answer] = await Promise.all([
        change({ ...HALF, rounding: 'none', token }),
        setWholesale(austria, 1000n + BigInt(round) * 100n),
      ]);
      const isSaved = answer.statusCode === 200;
      expect([200, 409]).toContain(answer.statusCode);
      const named = (one: { name: string }) => one.name === 'Austria';
      const saved = isSaved && answer.json().changes.find(named);
      if (!saved) continue;
      expect(saved.newRetailPrice.priceValue).toBe(2 * saved.wholesalePrice.priceValue);
    }
  });
});

describe('an import of prices', () => {
  const load = (csv: string, more: object = {}) =>
    call('POST', `${PRICES}/import`, { body: { csv, ...more } });

  test('takes the CSV of the inventory back, with new prices', async () => {
    const { body: csv } = await call('GET', PRICES);
    const edited = csv.replace(',10.00,15.00,', ',10.00,"12,50",');
    const dry = (await load(edited, { dryRun: true })).json();
    expect(dry).toMatchObject({ dryRun: true, unchanged: 1, errors: [] });
    expect(dry.changes).toMatchObject([{ name: 'Austria', newRetailPrice: usd(12.5) }]);
    expect(await retailOf(austria)).toBe(15);
    expect((await load(edited, { token: dry.token })).statusCode).toBe(200);
    expect(await retailOf(austria)).toBe(12.5);
    expect((await load(edited, { token: dry.token })).json().code).toBe('price_mismatch');
  });

  test('finds items by name, and reads semicolons', async () => {
    expect((await load('Name;Retail price\nEurope;7,99\nAustria;\n')).statusCode).toBe(200);
    expect([await retailOf(europe), await retailOf(austria)]).toEqual([7.99, 15]);
  });

  test('names every wrong line and then changes nothing', async () => {
    const csv = `id,name,retail_price
${austria.id},,12.50
${newId()},,1
,Nowhere,1
,Europe,free
,Austria,13`;
    const dry = (await load(csv, { dryRun: true })).json();
    expect(dry.errors.map(({ line }: { line: number }) => line)).toEqual([3, 4, 5, 6]);
    const refused = (await load(csv)).json();
    expect(refused).toMatchObject({ code: 'invalid_request', errors: expect.any(Array) });
    expect(refused.errors[0].path).toBe('/csv/3');
    expect(await retailOf(austria)).toBe(15);
  });

  test.each(['', 'id;name\n', 'a,b\n1,2', 'id,retailPrice\n'])('refuses %j', async (csv) => {
    expect((await load(csv)).json().code).toBe('invalid_request');
  });

  test('below cost is refused until it is confirmed', async () => {
    const csv = 'name,price\nAustria,9.99\n';
    expect((await load(csv)).json()).toMatchObject({
      code: 'price_below_cost',
      detail: expect.stringContaining('9.99 USD for Austria'),
    });
    expect((await load(csv, { confirmBelowCost: true })).statusCode).toBe(200);
    expect(await retailOf(austria)).toBe(9.99);
  });
});

describe('a standing rule', () => {
  test('sets the retail price when a wholesale price changes; the newest counts', async () => {
    await post(RULES, { name: 'All', method: 'factor', value: 2 });
    await post(RULES, { name: 'Europe', method: 'amount', value: 1, countrySet: 'eu' });
    expect(await retailOf(austria)).toBe(15);
    await setWholesale(austria, 1100n);
    await setWholesale(europe, 400n);
    expect([await retailOf(austria), await retailOf(europe)]).toEqual([22, 5]);
  });

  test('selects items by tag, and leaves others and other accounts as they are', async () => {
    await post(RULES, { name: 'Summer', method: 'factor', value: 2, tag: 'summer' });
    await call('PUT', `${INVENTORY}/${austria.id}`, { body: { tags: ['summer'] } });
    await setWholesale(austria, 1100n);
    await setWholesale(europe, 400n);
    expect([await retailOf(austria), await retailOf(europe)]).toEqual([22, 15]);
  });

  test('is updated as a whole, keeps its age, and is in the audit log', async () => {
    const rule = await post(RULES, { name: 'All', method: 'factor', value: 2, tag: 'summer' });
    await post(RULES, { name: 'Europe', method: 'amount', value: 1, countrySet: 'eu' });
    const body = { name: 'All', method: 'factor', value: 3, rounding: 'to_99' };
    const answer = await call('PUT', `${RULES}/${rule.id}`, { body });
    expect(answer.json()).toEqual({ ...rule, value: 3, rounding: 'to_99', tag: null });
    await setWholesale(austria, 1100n);
    await setWholesale(europe, 400n);
    expect([await retailOf(austria), await retailOf(europe)]).toEqual([33.99, 5]);
    const actions = await slice.db.rows<{ action: string; after: object }>(sql`
      select action, after
      from audit_log
      where account_id = ${account.id}
        and action in ('pricing_rule.updated', 'inventory.prices_followed')
      order by id`);
    expect(actions).toMatchObject([
      { action: 'pricing_rule.updated', after: { value: 3, tag: null } },
      { action: 'inventory.prices_followed', after: { items: 1 } },
      { action: 'inventory.prices_followed', after: { items: 1 } },
    ]);
    const stranger = await (await slice.newAccount()).caller('manage');
    const refused = await stranger('PUT', `${RULES}/${rule.id}`, { body });
    expect(refused.json().code).toBe('pricing_rule_not_found');
  });

  test('is listed, and deleted once', async () => {
    const body = { name: 'All', method: 'margin', value: 33.33, minimumMargin: usd(1) };
    const rule = await post(RULES, body);
    expect(rule).toMatchObject({ name: 'All', value: 33.33, rounding: 'none', tag: null });
    expect((await call('GET', RULES)).json()).toEqual({ items: [rule], nextCursor: null });
    const stranger = await (await slice.newAccount()).caller('manage');
    expect((await stranger('DELETE', `${RULES}/${rule.id}`)).statusCode).toBe(404);
    expect((await call('DELETE', `${RULES}/${rule.id}`)).statusCode).toBe(204);
    expect((await call('DELETE', `${RULES}/${rule.id}`)).json().code).toBe(
      'pricing_rule_not_found',
    );
    await setWholesale(austria, 1100n);
    expect(await retailOf(austria)).toBe(15);
  });
});
