import { describe, expect, it } from 'vitest';
import { openBuyer, openSeller } from '../../../test/support/billing.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice } from '../../../test/support/slice.ts';
import type { AccountMode } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import {
  issueCreditNote,
  issueInvoice,
  quotePurchase,
  registerBillingRoutes,
  resetDocuments,
} from './index.ts';

const NOW = new Date('2026-04-30T09:55:36.430Z');

const slice = await forThisFile(openSlice(registerBillingRoutes));
await openSeller(slice.db);
const account = await slice.newAccount();
await openBuyer(slice.db, account.organizationId);

type Wish = {
  mode?: AccountMode;
  issuedAt?: Date;
  purchaseId?: string;
  fails?: boolean;
  paidAt?: Date | null;
};

/** Buys for 100.00 USD; `fails` rolls everything back at the end. */
function issue({
  mode = 'live',
  issuedAt = NOW,
  purchaseId = newId(),
  fails = false,
  paidAt = NOW,
}: Wish = {}) {
  const { organizationId, liveAccountId, id } = account;
  const accountId = mode === 'live' ? liveAccountId : id;
  return slice.db.transaction(async (tx) => {
    const quote = await quotePurchase(tx, { organizationId, now: issuedAt }, 10_000n);
    const issued = await issueInvoice(tx, {
      ...{ organizationId, accountId, mode, purchaseId, quote, issuedAt, paidAt },
      ...{ description: 'Credits', paymentMethod: 'Visa •••• 4242' },
    });
    if (fails) throw new Error('rolled back');
    return { ...issued, purchaseId };
  });
}

function credit(purchaseId: string, amountMinor: bigint, issuedAt = NOW) {
  const { liveAccountId: accountId } = account;
  const draft = { accountId, purchaseId, amountMinor, reason: 'Given back', issuedAt };
  return slice.db.transaction((tx) => issueCreditNote(tx, draft));
}

const inYear = (year: number) => new Date(Date.UTC(year, 5, 1));
const counts = (numbers: string[]) => numbers.map((number) => Number(number.slice(-5))).sort(by);
const by = (a: number, b: number) => a - b;

describe('numbers', () => {
  it('the numbers of invoices have no gap, though thirty issue at once and some roll back', async () => {
    const wishes = Array.from({ length: 30 }, (_, index) => ({ fails: index % 3 === 0 }));
    const issuedAt = inYear(2027);
    const outcomes = await Promise.allSettled(wishes.map((wish) => issue({ ...wish, issuedAt })));
    const issued = outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    expect(issued).toHaveLength(20);
    const numbers = issued.map(({ number }) => number).sort();
    expect(numbers[0]).toBe('2027-000001');
    expect(counts(numbers)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('the numbers of invoices begin anew with each year, which ends in UTC', async () => {
    const last = await issue({ issuedAt: new Date('2030-12-31T23:59:59.999Z') });
    const first = await issue({ issuedAt: new Date('2031-01-01T00:00:00.000Z') });
    expect([last.number, first.number]).toEqual(['2030-000001', '2031-000001']);
  });

  it('sandbox accounts and credit notes have series of numbers of their own', async () => {
    const issuedAt = inYear(2032);
    const { number, purchaseId } = await issue({ issuedAt });
    const sample = await issue({ issuedAt, mode: 'sandbox' });
    const note = await credit(purchaseId, 10_000n, issuedAt);
    expect([number, sample.number, note.number]).toEqual([
      '2032-000001',
      'TEST-2032-000001',
      '2032-C00001',
    ]);
  });

  it('a purchase takes one number, however often and concurrently it is requested', async () => {
    const purchaseId = newId();
    const issuedAt = inYear(2033);
    const asked = [1, 2, 3, 4, 5, 6].map(() => issue({ purchaseId, issuedAt }));
    const issued = await Promise.all(asked);
    expect(new Set(issued.map(({ number }) => number))).toEqual(new Set(['2033-000001']));
    expect((await issue({ issuedAt })).number).toBe('2033-000002');
  });
});

describe('a credit note', () => {
  it('a credit note never exceeds the rest of its invoice, also when several are concurrent', async () => {
    const { purchaseId } = await issue();
    const asked = [1, 2, 3, 4, 5, 6].map(() => credit(purchaseId, 2_500n));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    await expect(credit(purchaseId, 1n)).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'amount must be above zero and at most 0.00 USD',
    });
  });

  it('a credit note is refused without an amount, and without an invoice', async () => {
    const { purchaseId } = await issue();
    await expect(credit(purchaseId, 0n)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(credit(purchaseId, -5n)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(credit(newId(), 5n)).rejects.toMatchObject({ code: 'invoice_not_found' });
  });
});

describe('a reset', () => {
  const documents = async (accountId: string) => {
    const rows = await slice.db.rows(sql`
      select number from billing_documents where account_id = ${accountId}`);
    return rows.length;
  };
  const reset = (accountId: string) => slice.db.transaction((tx) => resetDocuments(tx, accountId));

  it('a reset deletes the samples of a sandbox, and never reuses their numbers', async () => {
    const issuedAt = inYear(2034);
    const { purchaseId } = await issue({ mode: 'sandbox', issuedAt });
    const { id: accountId } = account;
    const draft = { accountId, purchaseId, amountMinor: 1n, reason: 'Given back', issuedAt };
    await slice.db.transaction((tx) => issueCreditNote(tx, draft));
    await reset(accountId);
    expect(await documents(accountId)).toBe(0);
    expect((await issue({ mode: 'sandbox', issuedAt })).number).toBe('TEST-2034-000002');
  });

  it('a reset deletes nothing of a live account', async () => {
    await issue();
    const before = await documents(account.liveAccountId);
    await expect(reset(account.liveAccountId)).rejects.toMatchObject({ code: '23001' });
    expect(await documents(account.liveAccountId)).toBe(before);
  });
});

describe('a document', () => {
  const change = (id: string) => ({
    amount: sql`update billing_documents set amount_minor = 1 where id = ${id}`,
    buyer: sql`update billing_documents set buyer = '{}' where id = ${id}`,
    number: sql`update billing_documents set number = '2026-999999' where id = ${id}`,
    'payment day': sql`update billing_documents set paid_at = now() where id = ${id}`,
    'absence of payment': sql`update billing_documents set paid_at = null where id = ${id}`,
    existence: sql`delete from billing_documents where id = ${id}`,
  });

  it.each(Object.keys(change('')))('a document keeps its %s for ever', async (part) => {
    const { id } = await issue();
    const statement = change(id)[part as keyof ReturnType<typeof change>];
    await expect(slice.db.run(statement)).rejects.toMatchObject({ code: '23001' });
  });

  const miscount = (id: string) => ({
    'more credited than it has': sql`
      update billing_documents set credited_minor = amount_minor + 1 where id = ${id}`,
    'more VAT credited than it has': sql`
      update billing_documents set credited_vat_minor = vat_minor + 1 where id = ${id}`,
    'a second invoice for its purchase': sql`
      insert into billing_documents
      select (jsonb_populate_record(one, jsonb_build_object(
        'id', gen_random_uuid(), 'number', '2099-000001'))).*
      from billing_documents one
      where id = ${id}`,
    'a total that is another': sql`
      insert into billing_documents
      select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
        'purchase_id', gen_random_uuid(), 'number', '2099-000002', 'total_minor', 1))).*
      from billing_documents one
      where id = ${id}`,
    'VAT of another rate': sql`
      insert into billing_documents
      select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
        'purchase_id', gen_random_uuid(), 'number', '2099-000003',
        'vat_minor', 1, 'total_minor', amount_minor + 1))).*
      from billing_documents one
      where id = ${id}`,
    'a number that is taken': sql`
      insert into billing_documents
      select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
        'purchase_id', gen_random_uuid()))).*
      from billing_documents one
      where id = ${id}`,
  });

  it.each(Object.keys(miscount('')))('a document never has %s', async (wrong) => {
    const { id } = await issue();
    const statement = miscount(id)[wrong as keyof ReturnType<typeof miscount>];
    await expect(slice.db.run(statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^(23505|23514)$/),
    });
  });
});
