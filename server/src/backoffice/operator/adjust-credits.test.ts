import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf, type TestPerson } from '../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';

const AT_ONCE = 12;
const PATH = '/operator/adjustments';

const store = await forThisFile(openStore());
await loadPlans(store.db);
// The daily limit is a person's, so that each test has its own two.
let ada: TestPerson;
let grace: TestPerson;
beforeEach(async () => {
  ada = await personOf(store, '', 'operator');
  grace = await personOf(store, '', 'operator');
});

type Terms = { priceValue: number; direction?: 'credit' | 'debit'; key?: string };

async function adjust(person: TestPerson, { id }: Reseller, terms: Terms) {
  const { priceValue, direction = 'credit', key } = terms;
  const amount = { priceValue, currencyCode: 'USD' };
  const body = { accountId: id, direction, amount, reason: 'Outage of 30 April' };
  const headers = { ...(key !== undefined && { 'Idempotency-Key': key }) };
  const answer = await person.call('POST', PATH, { body, headers });
  return { status: answer.statusCode, ...answer.json() };
}

async function decide(person: TestPerson, id: string, how: 'approve' | 'reject') {
  const answer = await person.call('POST', `${PATH}/${id}/${how}`);
  const { code, state } = answer.json();
  return (code ?? state) as string;
}

const credits = async ({ id }: Reseller) =>
  (await readCredits({ db: store.db, accountId: id })).postedMinor;
const entriesOf = ({ id }: Reseller) =>
  store.db.rows<{ amount: bigint; description: string }>(sql`
    select amount_minor as amount, description
    from transfers
    where account_id = ${id} and type = 'adjustment'
    order by sequence`);

describe('an adjustment up to the limit', () => {
  it('is posted at once, and the reseller reads why', async () => {
    const reseller = await openReseller(store, 1_000n);
    expect(await adjust(ada, reseller, { priceValue: 100 })).toMatchObject({
      state: 'posted',
      requiresApproval: false,
      decidedBy: 'Test operator',
    });
    expect(await credits(reseller)).toBe(11_000n);
    expect(await entriesOf(reseller)).toEqual([
      { amount: 10_000n, description: 'Adjustment: Outage of 30 April' },
    ]);
    const { items: events } = (await reseller.call('GET', '/gigastore/events')).json();
    expect(events).toMatchObject([
      {
        type: 'credits.added',
        data: { origin: 'adjustment', amount: { priceValue: 100 }, balance: { priceValue: 110 } },
      },
    ]);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const log = await owner.call('GET', '/gigastore/audit-log', {
      headers: { 'x-account': 'sandbox' },
    });
    const entry = log
      .json()
      .items.find(({ action }: { action: string }) => action === 'adjustment.posted');
    expect(entry).toMatchObject({ action: 'adjustment.posted' });
  });

  it('takes credits, and none that are not there', async () => {
    const reseller = await openReseller(store, 1_000n);
    const taken = await adjust(ada, reseller, { priceValue: 10, direction: 'debit' });
    expect(taken).toMatchObject({ state: 'posted', direction: 'debit' });
    expect(await credits(reseller)).toBe(0n);
    expect(await adjust(ada, reseller, { priceValue: 0.01, direction: 'debit' })).toMatchObject({
      status: 402,
      code: 'insufficient_credits',
    });
    expect(await entriesOf(reseller)).toHaveLength(1);
  });

  it('is made once, however often it is repeated', async () => {
    const reseller = await openReseller(store, 1_000n);
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => adjust(ada, reseller, { priceValue: 5, key })),
    );
    const made = answers.filter(({ status }) => status === 200);
    expect(made.length).toBeGreaterThan(0);
    expect(await adjust(ada, reseller, { priceValue: 5, key })).toEqual(made[0]);
    expect(await credits(reseller)).toBe(1_500n);
  });

  it('is not passed by many small ones, even at once', async () => {
    const reseller = await openReseller(store, 0n);
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => adjust(ada, reseller, { priceValue: 20 })),
    );
    const states = answers.map(({ state }) => state);
    expect(states.filter((state) => state === 'posted')).toHaveLength(5);
    expect(states.filter((state) => state === 'pending')).toHaveLength(AT_ONCE - 5);
    expect(await credits(reseller)).toBe(10_000n);
    // The limit for adjustments without approval is counted for each person.
    expect(await adjust(grace, reseller, { priceValue: 20 })).toMatchObject({ state: 'posted' });
  });

  it('is one limit a person and day, over all accounts', async () => {
    const [first, second] = [await openReseller(store, 0n), await openReseller(store, 0n)];
    expect(await adjust(ada, first, { priceValue: 60 })).toMatchObject({ state: 'posted' });
    expect(await adjust(ada, second, { priceValue: 60 })).toMatchObject({ state: 'pending' });
    expect(await adjust(ada, second, { priceValue: 40 })).toMatchObject({ state: 'posted' });
    await store.db.run(sql`
      update operator_day_totals set day = day - 1 where person_id = ${ada.personId}`);
    expect(await adjust(ada, second, { priceValue: 100 })).toMatchObject({ state: 'posted' });
  });

  it.each([
    ['nothing', { priceValue: 0 }],
    ['a part of a cent', { priceValue: 1.005 }],
  ])('is refused for %s', async (_, terms) => {
    const reseller = await openReseller(store, 0n);
    expect(await adjust(ada, reseller, terms)).toMatchObject({ code: 'invalid_request' });
    expect(await entriesOf(reseller)).toEqual([]);
  });
});

describe('an adjustment above the limit', () => {
  it('waits for another person, and is posted then', async () => {
    const reseller = await openReseller(store, 0n);
    const { id, state } = await adjust(ada, reseller, { priceValue: 100.01 });
    expect(state).toBe('pending');
    expect(await credits(reseller)).toBe(0n);
    expect(await decide(ada, id, 'approve')).toBe('second_person_required');
    expect(await credits(reseller)).toBe(0n);
    expect(await decide(grace, id, 'approve')).toBe('posted');
    expect(await credits(reseller)).toBe(10_001n);
    expect(await decide(grace, id, 'approve')).toBe('invalid_state');
    expect(await decide(grace, id, 'reject')).toBe('invalid_state');
  });

  it('is posted once, however many approve at once', async () => {
    const reseller = await openReseller(store, 0n);
    const { id } = await adjust(ada, reseller, { priceValue: 500 });
    const people = await Promise.all(
      Array.from({ length: AT_ONCE }, () => personOf(store, '', 'operator')),
    );
    const outcomes = await Promise.all(people.map((person) => decide(person, id, 'approve')));
    expect(outcomes.filter((outcome) => outcome === 'posted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'invalid_state')).toHaveLength(AT_ONCE - 1);
    expect(await credits(reseller)).toBe(50_000n);
    expect(await entriesOf(reseller)).toHaveLength(1);
  });

  it('is either approved or rejected', async () => {
    const reseller = await openReseller(store, 0n);
    const { id } = await adjust(ada, reseller, { priceValue: 500 });
    const outcomes = await Promise.all([decide(grace, id, 'approve'), decide(ada, id, 'reject')]);
    expect(outcomes.filter((outcome) => outcome === 'invalid_state')).toHaveLength(1);
    expect(await credits(reseller)).toBe(outcomes[0] === 'posted' ? 50_000n : 0n);
  });

  it('can be taken back by who proposed it', async () => {
    const reseller = await openReseller(store, 0n);
    const { id } = await adjust(ada, reseller, { priceValue: 500 });
    expect(await decide(ada, id, 'reject')).toBe('rejected');
    expect(await decide(grace, id, 'approve')).toBe('invalid_state');
    expect(await credits(reseller)).toBe(0n);
  });

  it('that takes more than there is waits on', async () => {
    const reseller = await openReseller(store, 10_000n);
    const { id } = await adjust(ada, reseller, { priceValue: 200, direction: 'debit' });
    expect(await decide(grace, id, 'approve')).toBe('insufficient_credits');
    expect(await credits(reseller)).toBe(10_000n);
    const path = `${PATH}?state=pending&account_id=${reseller.id}`;
    const pending = await grace.call('GET', path);
    expect(pending.json().items).toMatchObject([{ id, state: 'pending' }]);
    await adjust(grace, reseller, { priceValue: 100 });
    expect(await decide(grace, id, 'approve')).toBe('posted');
    expect(await credits(reseller)).toBe(0n);
  });

  it('cannot be approved by somebody who became an operator after the proposal', async () => {
    const reseller = await openReseller(store, 0n);
    const { id } = await adjust(ada, reseller, { priceValue: 500 });
    const newcomer = await personOf(store, '', 'operator');
    await store.db.run(sql`
      update members set role_since = now() + interval '1 second'
      where person_id = ${newcomer.personId}`);
    expect(await decide(newcomer, id, 'approve')).toBe('second_person_required');
    expect(await credits(reseller)).toBe(0n);
    expect(await decide(grace, id, 'approve')).toBe('posted');
  });

  it('cannot be approved by its proposer past the code either', async () => {
    const reseller = await openReseller(store, 0n);
    const { id } = await adjust(ada, reseller, { priceValue: 500 });
    const approval = store.db.run(sql`
      update adjustments
      set state = 'posted', decided_by = proposed_by, decided_by_name = '', decided_at = now()
      where account_id = ${reseller.id} and id = ${id}`);
    await expect(approval).rejects.toThrow();
  });
});
