import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  RETAIL_MINOR,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { registerActivatedItemRoutes } from './index.ts';

const ITEMS = '/gigastore/activations/activated-items';

let shop: Shop;
let call: Call;
let stranger: Call;

const slice = await forThisFile(
  openSlice((app, parts) => registerActivatedItemRoutes(app, { ...parts, links: LINKS })),
  { hasBooks: false },
);
await loadPlans(slice.db);

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller();
  stranger = await (await slice.newAccount()).caller();
});

async function register(over: object = {}) {
  const { sold } = await sell(shop, registration(shop, over));
  return sold;
}

/** Sells a package and calls it by its metatag from then on. */
async function sellAs(metatag: string, over: object = {}, soldAt?: string) {
  const sold = await register({ metatag, ...over });
  if (soldAt !== undefined) {
    await slice.db.run(sql`
      update activated_items set sold_at = ${soldAt}
      where account_id = ${shop.ctx.accountId} and id = ${sold.activatedItem.uid}`);
  }
  return sold;
}

async function list(query: string): Promise<string[]> {
  const answer = await call('GET', `${ITEMS}?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().map(({ metatag }: { metatag: string }) => metatag);
}

describe('the list of packages', () => {
  it('shows each with its customer, newest first', async () => {
    const first = await register();
    const second = await register({ customerEmail: 'anna@example.com' });
    const answer = await call('GET', ITEMS);
    expect(answer.headers['x-total-count']).toBe('2');
    expect(answer.headers.link).toBeUndefined();
    expect(answer.json()).toEqual([
      { ...second.activatedItem, customer: second.customer },
      { ...first.activatedItem, customer: first.customer },
    ]);
    expect((await stranger('GET', ITEMS)).json()).toEqual([]);
  });

  it('takes days whole and moments exactly', async () => {
    await sellAs('a', {}, '2026-03-01T00:00:00.000Z');
    await sellAs('b', {}, '2026-03-01T23:59:59.999Z');
    await sellAs('c', {}, '2026-03-02T00:00:00.000Z');
    expect(await list('to=2026-03-01')).toEqual(['b', 'a']);
    expect(await list('from=2026-03-01&to=2026-03-02')).toEqual(['c', 'b', 'a']);
    expect(await list('from=2026-03-02')).toEqual(['c']);
    expect(await list('from=2026-03-01T00:00:00.001Z&to=2026-03-02T00:00:00Z')).toEqual(['b']);
  });

  it('sorts by what is asked; a validity without end is the longest', async () => {
    const { austria, endless, worldwide } = shop.items;
    await sellAs('week', { inventoryItemId: austria });
    await sellAs('forever', { inventoryItemId: endless });
    await sellAs('month', { inventoryItemId: worldwide });
    expect(await list('sort_by=VALIDITY')).toEqual(['week', 'month', 'forever']);
    expect(await list('sort_by=VALIDITY&sort_dir=DESC')).toEqual(['forever', 'month', 'week']);
    expect(await list('sort_by=NAME')).toEqual(['week', 'month', 'forever']);
    expect(await list('sort_by=NAME&sort_dir=DESC')).toEqual(['forever', 'month', 'week']);
    expect(await list('sort_by=DATE&sort_dir=ASC')).toEqual(['week', 'forever', 'month']);
  });

  it.each(['VOLUME', 'PRICE', 'RETAILPRICE', 'SALESCHANNEL', 'DATE'])(
    'pages through equals of %s without losing or repeating one',
    async (by) => {
      for (let count = 0; count < 5; count += 1) await sellAs(`${count}`);
      for (const direction of ['ASC', 'DESC']) {
        const pages = [];
        for (let page = 0; page < 4; page += 1) {
          const place = `page_size=2&page_index=${page}`;
          pages.push(await list(`sort_by=${by}&sort_dir=${direction}&${place}`));
        }
        expect(pages.map(({ length }) => length)).toEqual([2, 2, 1, 0]);
        expect(pages.flat().sort()).toEqual(['0', '1', '2', '3', '4']);
      }
    },
  );

  it('filters by metatag, status, email and eSIM', async () => {
    const first = await sellAs('One', { customerEmail: 'Anna@example.com' });
    const { uid: customerUid } = first.customer;
    await sellAs('two', { kind: 'top_up', customerUid });
    const own = await sellAs('three', {
      kind: 'top_up_with_profile',
      customerUid,
      dedicated: true,
    });
    await sellAs('four', { customerEmail: 'bob@example.com' });
    expect(await list('metatag=one')).toEqual(['One']);
    expect(await list('metatag=ne')).toEqual([]);
    expect(await list('email=anna@EXAMPLE.com')).toEqual(['three', 'two', 'One']);
    expect(await list(`iccid=${first.esimProfile.iccid}`)).toEqual(['two', 'One']);
    expect(await list(`iccid=${own.esimProfile.iccid}`)).toEqual(['three']);
    expect(await list('status=REFUNDED')).toEqual([]);
    expect(await list('status=PURCHASED&email=bob@example.com')).toEqual(['four']);
    const counted = await call('GET', `${ITEMS}?email=anna@example.com&page_size=1`);
    expect(counted.headers['x-total-count']).toBe('3');
    expect((await stranger('GET', `${ITEMS}?iccid=${own.esimProfile.iccid}`)).json()).toEqual([]);
  });

  it('ends with a link to the rest when there are more than 1,000', async () => {
    const { activatedItem, customer } = await sellAs('first');
    await multiply(activatedItem.uid, 1_200);
    const answer = await call('GET', `${ITEMS}?status=PURCHASED`);
    expect(answer.json()).toHaveLength(1_000);
    expect(answer.headers['x-total-count']).toBe('1201');
    const next = /^<(.*)>; rel="next"$/.exec(String(answer.headers.link))?.[1] ?? '';
    expect(next).toBe(`${ITEMS}?status=PURCHASED&page_size=200&page_index=5`);
    const last = [...(await call('GET', next)).json()];
    expect(last).toHaveLength(200);
    const rest = (await call('GET', next.replace('index=5', 'index=6'))).json();
    expect(rest).toEqual([{ ...activatedItem, customer }]);
  });

  it.each([
    'sort_by=COLOUR',
    'sort_dir=UP',
    'status=LOST',
    'from=yesterday',
    'from=2026-03-03&to=2026-03-01',
    'page_size=0',
    'page_size=1000',
    'page_index=-1',
    'status=PURCHASED&status=REFUNDED',
  ])('refuses %s', async (query) => {
    const answer = await call('GET', `${ITEMS}?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });
});

describe('one package', () => {
  it('is shown with its customer and its eSIMs', async () => {
    const { activatedItem, customer, esimProfile } = await register();
    const answer = await call('GET', `${ITEMS}/${activatedItem.uid.toUpperCase()}`);
    expect(answer.json()).toEqual({ activatedItem, customer, relatedEsims: [esimProfile] });
    expect(activatedItem.retailPrice.priceValue).toBe(Number(RETAIL_MINOR) / 100);
  });

  it('is not found by another account, nor under an id that names nothing', async () => {
    const { uid } = (await register()).activatedItem;
    for (const answer of [
      await stranger('GET', `${ITEMS}/${uid}`),
      await stranger('POST', `${ITEMS}/${uid}/activate`),
      await call('GET', `${ITEMS}/${newId()}`),
      await call('GET', `${ITEMS}/nothing`),
      await call('POST', `${ITEMS}/nothing/activate`),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'activated_item_not_found']);
    }
  });

  it('starts when it waits, once, and answers what it became', async () => {
    const { activatedItem } = await register({ activationMode: 'ON_DEMAND' });
    const path = `${ITEMS}/${activatedItem.uid}`;
    const headers = { 'Idempotency-Key': newId() };
    const activate = () => call('POST', `${path}/activate`, { headers });
    const answers = await Promise.all(Array.from({ length: 6 }, activate));
    const done = answers.filter(({ statusCode }) => statusCode === 200).map(({ body }) => body);
    expect(new Set(done).size).toBe(1);
    expect((await activate()).body).toBe(done[0]);
    expect((await call('GET', path)).json().activatedItem).toMatchObject({ state: 'ACTIVE' });
    const again = await call('POST', `${path}/activate`);
    expect([again.statusCode, again.json().code]).toEqual([409, 'already_active']);
  });
});

/** Copies of a package, each sold a second after the one before. */
async function multiply(id: string, count: number): Promise<void> {
  const { accountId } = shop.ctx;
  const columns = await slice.db.rows<{ name: string }>(sql`
    select column_name as name from information_schema.columns
    where table_name = 'activated_items' and column_name not in ('id', 'sold_at')`);
  const names = columns.map(({ name }) => name).join(', ');
  await slice.db.pool.query(
    `insert into activated_items (id, sold_at, ${names})
     select gen_random_uuid(), sold_at + n * interval '1 second', ${names}
     from activated_items, generate_series(1, $3::int) as n
     where account_id = $1 and id = $2`,
    [accountId, id, count],
  );
}
