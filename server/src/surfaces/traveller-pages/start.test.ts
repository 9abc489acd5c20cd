import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { factsOf } from '../../../test/support/profiles.ts';
import { type Bought, buy, openPages, textOf } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';

const pages = await forThisFile(openPages(), { hasBooks: false });
let shop: Shop;

beforeEach(async () => {
  shop = await pages.newShop();
});

const allow = (organizationId: string) =>
  pages.db.run(sql`
    insert into brandings (organization_id, travellers_may_start)
    values (${organizationId}, true)`);

const waiting = () => buy(shop, { activationMode: 'ON_DEMAND' });
const pathOf = ({ customer, activatedItem }: Bought) =>
  `${new URL(customer.profileUrl).pathname}/start/${activatedItem.uid}`;

const post = (url: string, headers: Record<string, string> = {}) =>
  pages.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: '',
  });

async function stateOf({ activatedItem }: Bought): Promise<string | undefined> {
  const row = await pages.db.row<{ state: string }>(sql`
    select state from activated_items where id = ${activatedItem.uid}`);
  return row?.state;
}

describe('a waiting package', () => {
  it('is started by its traveller, who is asked twice, where the reseller allows it', async () => {
    const bought = await waiting();
    expect((await pages.open(bought.customer.profileUrl)).body).not.toContain('/start/');
    expect((await pages.open(pathOf(bought))).statusCode).toBe(404);
    expect((await post(pathOf(bought))).statusCode).toBe(404);

    await allow(shop.ctx.organizationId);
    const { body } = await pages.open(`${bought.customer.profileUrl}?lang=de`);
    expect(body).toContain(`href="${pathOf(bought)}?lang=de"`);
    const asked = await pages.open(`${pathOf(bought)}?lang=de`);
    expect(asked.body).toMatch(/<form method="post"><button[^>]*>Jetzt starten/);
    expect(await stateOf(bought)).toBe('WAITING');

    const started = await post(`${pathOf(bought)}?lang=de`);
    expect(started.statusCode).toBe(303);
    expect(started.headers.location).toBe(
      `${new URL(bought.customer.profileUrl).pathname}?lang=de`,
    );
    expect(await stateOf(bought)).toBe('ACTIVE');
    const page = await pages.open(bought.customer.profileUrl);
    expect(page.body).not.toContain('/start/');
    expect(textOf(page.body)).toContain('Active');
    const entry = await pages.db.row<object>(sql`
      select actor_kind as "actorKind", remote_address as "remoteAddress"
      from audit_log
      where action = 'package.activated' and target = ${bought.activatedItem.uid}`);
    expect(entry).toEqual({ actorKind: 'platform', remoteAddress: null });
  });

  it('is started once, however often the button is pressed', async () => {
    await allow(shop.ctx.organizationId);
    const bought = await waiting();
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(pathOf(bought))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(303));
    expect((await pages.open(pathOf(bought))).statusCode).toBe(303);
    expect(await factsOf(pages.db, shop.ctx.accountId, 'package.activated')).toHaveLength(1);
  });

  it('is not started by pages of others, links of others, or while the account may not', async () => {
    await allow(shop.ctx.organizationId);
    const [mine, other] = [await waiting(), await waiting()];
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
    ];
    for (const headers of foreign) expect((await post(pathOf(mine), headers)).statusCode).toBe(404);
    const stolen = `${new URL(mine.customer.profileUrl).pathname}/start/${other.activatedItem.uid}`;
    expect((await post(stolen)).statusCode).toBe(404);
    await pages.db.run(sql`
      update accounts set suspended_at = now() where id = ${shop.ctx.accountId}`);
    expect((await post(pathOf(mine))).statusCode).toBe(303);
    expect([await stateOf(mine), await stateOf(other)]).toEqual(['WAITING', 'WAITING']);
  });
});
