import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  loadPlans,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { registerSearchRoute } from './index.ts';

const slice = await forThisFile(openSlice(registerSearchRoute));
await loadPlans(slice.db);

let shop: Shop;
let call: Call;
let stranger: Call;

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller('read');
  stranger = await (await slice.newAccount()).caller();
});

async function search(text: string, by = call) {
  const answer = await by('GET', `/gigastore/search?q=${encodeURIComponent(text)}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items as { kind: string; id: string; field: string; match: string }[];
}

const short = (items: Awaited<ReturnType<typeof search>>) =>
  items.map(({ kind, id, field, match }) => [kind, id, field, match]);

describe('the search of an account', () => {
  it('finds customers, packages and eSIMs, whole matches first', async () => {
    const over = { customerEmail: 'anna@example.com', metatag: 'anna@example.com.au' };
    const { sold } = await sell(shop, registration(shop, over));
    const { customer, activatedItem, esimProfile } = sold;
    expect(short(await search('ANNA@example.com'))).toEqual([
      ['customer', customer.uid, 'email', 'exact'],
      ['package', activatedItem.uid, 'metatag', 'prefix'],
    ]);
    expect(short(await search('nna@'))).toEqual([
      expect.arrayContaining(['contains']),
      expect.arrayContaining(['contains']),
    ]);
    const esim = ['esim', esimProfile.iccid];
    const spaced = esimProfile.iccid.replace(/(.{4})/g, '$1 ');
    expect(short(await search(spaced))).toEqual([[...esim, 'iccid', 'exact']]);
    expect(short(await search(esimProfile.imsi))).toContainEqual([...esim, 'imsi', 'exact']);
    expect(short(await search(esimProfile.iccid.slice(-8)))[0]).toEqual([
      ...esim,
      'iccid',
      'contains',
    ]);
    expect(short(await search(customer.uid.toUpperCase()))).toEqual([
      ['customer', customer.uid, 'uid', 'exact'],
    ]);
    expect(short(await search(activatedItem.uid))).toEqual([
      ['package', activatedItem.uid, 'uid', 'exact'],
    ]);
    expect(await search('anna@example.com', stranger)).toEqual([]);
  });

  it('finds tickets by number and ID', async () => {
    const id = newId();
    await slice.db.run(sql`
      insert into ticket_owners (number, account_id) values (4711, ${shop.ctx.accountId})`);
    await slice.db.run(sql`
      insert into tickets (account_id, id, number, subject, status, author_locale, created_at,
        updated_at)
      values (${shop.ctx.accountId}, ${id}, 4711, 'No network', 'open', 'en', now(), now())`);
    for (const text of ['4711', '#4711', id]) {
      expect((await search(text)).map((one) => [one.kind, one.id])).toEqual([['ticket', id]]);
    }
  });

  it('treats % and _ as letters, and short texts as whole fields', async () => {
    await sell(shop, registration(shop, { metatag: 'ab' }));
    await sell(shop, registration(shop, { metatag: 'abc' }));
    expect(await search('%%%')).toEqual([]);
    expect((await search('ab')).map(({ match }) => match)).toEqual(['exact']);
    expect((await search('abc')).map(({ match }) => match)).toEqual(['exact']);
  });

  it('returns at most as many results as asked for', async () => {
    for (let count = 0; count < 4; count += 1) {
      await sell(shop, registration(shop, { metatag: `bulk-${count}` }));
    }
    const answer = await call('GET', '/gigastore/search?q=bulk&limit=3');
    expect(answer.json().items).toHaveLength(3);
  });

  it.each(['q=', 'q=%20', 'limit=5', 'q=abc&limit=51', 'q=abc&limit=0'])(
    'refuses %s',
    async (query) => {
      const answer = await call('GET', `/gigastore/search?${query}`);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    },
  );
});
