import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../test/support/app.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { personOf, type TestPerson } from '../../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../../test/support/resellers.ts';
import { loadPlans } from '../../../../test/support/shop.ts';
import { newId } from '../../../kernel/ids.ts';
import { findSeller } from '../../../money/billing/index.ts';
import { readCredits } from '../../../money/credits/index.ts';
import { sql } from '../../../platform/db/database.ts';

const AT_ONCE = 8;
const TRANSFERS = '/operator/bank-transfers';
const APPROVALS = '/operator/approval-requests';
const SELLER = '/operator/seller';
const [OLD_IBAN, NEW_IBAN] = ['AT611904300234573201', 'DE89370400440532013000'];

const store = await forThisFile(openStore());
await loadPlans(store.db);
// The daily limit is a person's, so that each test has its own two.
let ada: TestPerson;
let grace: TestPerson;
beforeEach(async () => {
  ada = await personOf(store, '', 'operator');
  grace = await personOf(store, '', 'operator');
});

/** Orders credits by bank transfer; returns the reference and the total with VAT. */
async function order(reseller: Reseller, priceValue: number) {
  const amount = { priceValue, currencyCode: 'USD' };
  const body = { amount, method: 'bank_transfer' };
  const purchase = (await reseller.call('POST', '/gigastore/credits/purchases', { body })).json();
  const reference: string = purchase.instructions.reference;
  return { reference, total: purchase.total.priceValue as number };
}

type Receipt = { reference: string; received: number; entryId?: string };

async function receive(person: TestPerson, { reference, received, entryId = newId() }: Receipt) {
  const body = {
    reference,
    entryId,
    received: { priceValue: received, currencyCode: 'USD' },
    receivedAt: '2026-04-30T00:00:00Z',
  };
  return (await person.call('POST', TRANSFERS, { body })).json();
}

async function decide(person: TestPerson, id: string, how: 'approve' | 'reject') {
  const answer = (await person.call('POST', `${APPROVALS}/${id}/${how}`)).json();
  return (answer.code ?? answer.state) as string;
}

const credits = async ({ id }: Reseller) =>
  (await readCredits({ db: store.db, accountId: id })).postedMinor;

describe('a bank receipt', () => {
  it('of the open sum is credited at once, up to a limit a person and day', async () => {
    const reseller = await openReseller(store, 0n);
    const [first, second] = [await order(reseller, 500), await order(reseller, 600)];
    const confirmed = await receive(ada, { ...first, received: first.total });
    expect(confirmed).toMatchObject({ status: 'paid', approvalRequest: null });
    const waiting = await receive(ada, { ...second, received: second.total });
    expect(waiting).toMatchObject({
      status: 'awaiting_transfer',
      approvalRequest: { state: 'pending', reason: 'above_daily_limit', kind: 'bank_receipt' },
    });
    expect(await credits(reseller)).toBe(50_000n);
    // What another person may confirm alone is that person's own.
    const third = await order(reseller, 600);
    const own = await receive(grace, { ...third, received: third.total });
    expect(own).toMatchObject({ status: 'paid' });
    expect(await decide(grace, waiting.approvalRequest.id, 'approve')).toBe('approved');
    expect(await credits(reseller)).toBe(170_000n);
  });

  it('above the open sum waits, for a purchase that was paid too', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference, total } = await order(reseller, 100);
    const above = await receive(ada, { reference, received: total + 0.01 });
    expect(above.approvalRequest).toMatchObject({ reason: 'above_open_sum', state: 'pending' });
    expect(await receive(ada, { reference, received: total })).toMatchObject({ status: 'paid' });
    const again = await receive(ada, { reference, received: 20 });
    expect(again.approvalRequest).toMatchObject({ reason: 'above_open_sum' });
    expect(await credits(reseller)).toBe(10_000n);
    expect(await decide(grace, again.approvalRequest.id, 'approve')).toBe('approved');
    expect(await credits(reseller)).toBeGreaterThan(10_000n);
  });

  it('is credited once, however many approve at once', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference, total } = await order(reseller, 2000);
    const { approvalRequest } = await receive(ada, { reference, received: total });
    const people = await Promise.all(
      Array.from({ length: AT_ONCE }, () => personOf(store, '', 'operator')),
    );
    const outcomes = await Promise.all(
      people.map((person) => decide(person, approvalRequest.id, 'approve')),
    );
    expect(outcomes.filter((outcome) => outcome === 'approved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'invalid_state')).toHaveLength(AT_ONCE - 1);
    expect(await credits(reseller)).toBe(200_000n);
  });

  it('is either approved or rejected, and its proposer may withdraw it', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference, total } = await order(reseller, 2000);
    const { approvalRequest } = await receive(ada, { reference, received: total });
    const { id } = approvalRequest;
    const outcomes = await Promise.all([decide(grace, id, 'approve'), decide(ada, id, 'reject')]);
    expect(outcomes.filter((outcome) => outcome === 'invalid_state')).toHaveLength(1);
    expect(await credits(reseller)).toBe(outcomes[0] === 'approved' ? 200_000n : 0n);
  });

  it('cannot be approved by its proposer, nor by a newer operator', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference, total } = await order(reseller, 2000);
    const { approvalRequest } = await receive(ada, { reference, received: total });
    expect(await decide(ada, approvalRequest.id, 'approve')).toBe('second_person_required');
    const newcomer = await personOf(store, '', 'operator');
    await store.db.run(sql`
      update members set role_since = now() + interval '1 second'
      where person_id = ${newcomer.personId}`);
    expect(await decide(newcomer, approvalRequest.id, 'approve')).toBe('second_person_required');
    expect(await credits(reseller)).toBe(0n);
    const approval = store.db.run(sql`
      update approval_requests
      set state = 'approved', decided_by = proposed_by, decided_by_name = '', decided_at = now()
      where id = ${approvalRequest.id}`);
    await expect(approval).rejects.toThrow();
  });

  it('counts once for each statement entry, proposed, confirmed or both', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference, total } = await order(reseller, 100);
    const entryId = newId();
    const proposals = await Promise.all(
      Array.from({ length: AT_ONCE }, () => receive(ada, { reference, received: 5000, entryId })),
    );
    expect(proposals.filter(({ approvalRequest }) => approvalRequest)).toHaveLength(1);
    expect(proposals.filter(({ code }) => code === 'invalid_state')).toHaveLength(AT_ONCE - 1);
    const other = newId();
    await receive(ada, { reference, received: total, entryId: other });
    const again = await receive(ada, { reference, received: 5000, entryId: other });
    expect(again.code).toBe('invalid_state');
  });

  it('whose entry is confirmed while it waits can no longer be approved', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference, total } = await order(reseller, 100);
    const entryId = newId();
    const above = await receive(ada, { reference, received: 5000, entryId });
    // The bank's first word was mistyped, and the entry is confirmed with the right sum.
    expect(await receive(grace, { reference, received: total, entryId })).toMatchObject({
      status: 'paid',
    });
    expect(await decide(grace, above.approvalRequest.id, 'approve')).toBe('invalid_state');
    expect(await credits(reseller)).toBe(10_000n);
    expect(await decide(grace, above.approvalRequest.id, 'reject')).toBe('rejected');
  });
});

describe('the bank account of the seller', () => {
  const details = { legalName: 'Gigastore GmbH', addressLine1: 'Ring 1', city: 'Wien' };
  const seller = { ...details, postalCode: '1010', country: 'AT', iban: OLD_IBAN };

  async function change(person: TestPerson, more: object) {
    return (await person.call('PUT', SELLER, { body: { ...seller, ...more } })).json();
  }

  beforeEach(async () => {
    await store.db.run(sql`
      update sellers set iban = ${OLD_IBAN}, bic = null, bank_name = null`);
  });

  it('stays until another operator approves a new one; other details change at once', async () => {
    const changed = await change(ada, { iban: NEW_IBAN, legalName: 'Gigastore AG' });
    expect(changed).toMatchObject({
      seller: { legalName: 'Gigastore AG', iban: OLD_IBAN },
      approvalRequest: { kind: 'seller_bank_account', bankAccount: { iban: NEW_IBAN } },
    });
    const { id } = changed.approvalRequest;
    expect(await decide(ada, id, 'approve')).toBe('second_person_required');
    expect((await findSeller(store.db))?.iban).toBe(OLD_IBAN);
    expect(await decide(grace, id, 'approve')).toBe('approved');
    expect(await findSeller(store.db)).toMatchObject({
      legalName: 'Gigastore AG',
      iban: NEW_IBAN,
    });
    expect(await decide(grace, id, 'approve')).toBe('invalid_state');
  });

  it('needs no approval while it stays the same', async () => {
    expect((await change(ada, { email: 'billing@gigastore.test' })).approvalRequest).toBeNull();
    expect((await change(ada, { iban: 'AT61 1904 3002 3457 3201' })).approvalRequest).toBeNull();
  });

  it('waits once: a later proposal replaces an earlier one, even at once', async () => {
    const first = await change(ada, { iban: NEW_IBAN });
    const second = await change(grace, { iban: null, bankName: 'Erste Bank' });
    expect(await decide(grace, first.approvalRequest.id, 'approve')).toBe('invalid_state');
    expect(second.approvalRequest).toMatchObject({ bankAccount: { bankName: 'Erste Bank' } });
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => change(ada, { iban: NEW_IBAN })),
    );
    expect(answers.every(({ approvalRequest }) => approvalRequest.state === 'pending')).toBe(true);
    const path = `${APPROVALS}?kind=seller_bank_account&state=pending`;
    const { items } = (await grace.call('GET', path)).json();
    expect(items).toHaveLength(1);
    expect(await decide(grace, items[0].id, 'reject')).toBe('rejected');
    expect((await findSeller(store.db))?.iban).toBe(OLD_IBAN);
  });

  it('is set once, however many approve at once', async () => {
    const { approvalRequest } = await change(ada, { iban: NEW_IBAN });
    const people = await Promise.all(
      Array.from({ length: AT_ONCE }, () => personOf(store, '', 'operator')),
    );
    const outcomes = await Promise.all(
      people.map((person) => decide(person, approvalRequest.id, 'approve')),
    );
    expect(outcomes.filter((outcome) => outcome === 'approved')).toHaveLength(1);
    expect((await findSeller(store.db))?.iban).toBe(NEW_IBAN);
  });

  it('is not proposed with an IBAN that is wrong', async () => {
    expect(await change(ada, { iban: 'AT611904300234573202' })).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/iban' }],
    });
  });
});

describe('approval requests', () => {
  it('are listed newest first, in pages, for the people of the platform only', async () => {
    const reseller = await openReseller(store, 0n);
    const { reference } = await order(reseller, 100);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.unshift((await receive(ada, { reference, received: 9000 })).approvalRequest.id);
    }
    const page = (await grace.call('GET', `${APPROVALS}?state=pending&limit=2`)).json();
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    const next = await grace.call('GET', `${APPROVALS}?limit=1&after=${page.nextCursor}`);
    expect(next.json().items).toMatchObject([{ id: ids[2], proposedBy: 'Test operator' }]);
    expect((await grace.call('GET', `${APPROVALS}?after=bm8`)).json().code).toBe('invalid_request');
    expect((await reseller.call('GET', APPROVALS)).statusCode).toBe(403);
  });

  it.each(['approve', 'reject'] as const)('that do not exist cannot be %sed', async (how) => {
    expect(await decide(grace, newId(), how)).toBe('approval_request_not_found');
    expect(await decide(grace, 'nothing', how)).toBe('approval_request_not_found');
  });
});
