import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import {
  countryChanged,
  deliver,
  ICCID,
  type Item,
  idsOf,
  openWebhooks,
} from '../../../../test/support/webhooks.ts';
import { newId } from '../../../kernel/ids.ts';
import { resetWebhooks } from '../index.ts';

const webhooks = await forThisFile(openWebhooks());

const PATH = '/gigastore/webhooks/deliveries';

describe('GET /gigastore/webhooks/deliveries', () => {
  it('gives the newest first, page by page', async () => {
    const { account, receiver } = await deliver(webhooks, { good: 5, bad: 0 });
    const seen: Item[] = [];
    let after = '';
    do {
      const page = (await account.call('GET', `${PATH}?limit=2${after}`)).json();
      seen.push(...page.items);
      after = page.nextCursor ? `&after=${page.nextCursor}` : '';
    } while (after);
    expect(seen.map(({ id }) => id)).toEqual(idsOf(receiver.received).toReversed());
    expect(Object.keys(seen[0] ?? {})).toEqual([
      'id',
      'event',
      'type',
      'url',
      'status',
      'createdAt',
      'nextAttemptAt',
    ]);
  });

  it('gives those of one event or one status', async () => {
    const { account } = await deliver(webhooks, { good: 2, bad: 1 });
    await account.set('all', 'https://shop.example/');
    const count = async (query: string) => (await account.deliveries(query)).length;
    expect(await count('?status=delivered')).toBe(2);
    expect(await count('?status=pending')).toBe(1);
    expect(await count('?status=failed')).toBe(0);
    expect(await count('?event=country-change')).toBe(3);
    expect(await count('?event=country-change&status=pending')).toBe(1);
    expect(await count('?event=all')).toBe(0);
  });

  it.each([
    '?status=lost',
    '?event=nonsense',
    '?limit=0',
    '?limit=201',
    '?after=x',
    '?after=WyJhIl0',
  ])('refuses %s', async (query) => {
    const { call } = await webhooks.openAccount();
    expect((await call('GET', PATH + query)).json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe('one delivery', () => {
  it('is shown to its account only', async () => {
    const { account, receiver } = await deliver(webhooks, { good: 1, bad: 0 });
    const [id = ''] = idsOf(receiver.received);
    const stranger = await webhooks.openAccount();
    await stranger.set('country-change', receiver.url);
    expect(await account.delivery(id)).toMatchObject({ id });
    expect(await stranger.delivery(id)).toMatchObject({ status: 404, code: 'delivery_not_found' });
    expect((await stranger.call('POST', `${PATH}/${id}/replay`)).json().code).toBe(
      'delivery_not_found',
    );
    expect(await stranger.deliveries()).toEqual([]);
  });

  it.each([newId(), 'nonsense', '%00', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    'is not found by %s',
    async (id) => {
      const account = await webhooks.openAccount();
      const answer = await account.call('GET', `${PATH}/${id}`);
      expect(answer.json()).toMatchObject({ status: 404, code: 'delivery_not_found' });
      expect((await account.call('POST', `${PATH}/${id}/replay`)).json()).toMatchObject({
        code: 'delivery_not_found',
      });
    },
  );
});

describe('an account that begins anew', () => {
  it('keeps its endpoints, receives later events, and has an empty log', async () => {
    const { account, receiver, deliveries } = await deliver(webhooks, { good: 1, bad: 1 });
    receiver.answerWith((response) => response.end());
    const before = receiver.received.length;
    await webhooks.db.transaction((tx) => resetWebhooks({ db: tx, accountId: account.id }));
    expect(await account.deliveries()).toEqual([]);
    await account.record(countryChanged(ICCID, 'IT'));
    deliveries.nudge();
    await receiver.arrived(before + 1);
    const { body } = await account.only(({ status }) => status === 'delivered');
    expect(body).toMatchObject({ newCountry: 'IT' });
  });
});
