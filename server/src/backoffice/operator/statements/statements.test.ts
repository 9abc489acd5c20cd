import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../../test/support/app.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { personOf } from '../../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../../test/support/resellers.ts';
import { loadPlans } from '../../../../test/support/shop.ts';
import { newId } from '../../../kernel/ids.ts';

const STATEMENTS = '/operator/bank-statements';
const LINES = '/operator/bank-lines';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');
const colleague = await personOf(store, '', 'operator');
const support = await personOf(store, '', 'operator-support');

let reseller: Reseller;
beforeAll(async () => {
  reseller = await openReseller(store, 0n);
});

async function order(priceValue: number): Promise<{ id: string; reference: string }> {
  const body = { amount: { priceValue, currencyCode: 'USD' }, method: 'bank_transfer' };
  const { id, instructions } = (
    await reseller.call('POST', '/gigastore/credits/purchases', { body })
  ).json();
  return { id, reference: instructions.reference };
}

const row = (amount: string, text: string, currency = 'USD') =>
  `2026-04-30;${amount};${currency};Acme;${text}`;
const upload = (rows: string[], more: object = {}) => {
  const file = ['date;amount;currency;payer;reference', ...rows].join('\n');
  return call('POST', STATEMENTS, { body: { file, ...more } });
};

type Line = {
  id: string;
  text: string;
  state: string;
  purchaseId: string | null;
  proposals: { purchaseId: string; reference: string; because: string; isExact: boolean }[];
};
async function lineOf(text: string): Promise<Line> {
  const { items } = (await support.call('GET', `${LINES}?limit=200`)).json();
  const found = (items as Line[]).find((line) => line.text === text);
  if (!found) throw new Error(`no line has the text ${text}`);
  return found;
}
const confirm = (id: string, body: object, by = call) =>
  by('POST', `${LINES}/${id}/confirm`, { body });
const creditsOf = async () =>
  (await reseller.call('GET', '/gigastore/credits')).json().balance.priceValue;

describe('a bank statement', () => {
  it('is kept once, however often it is uploaded, and can be read without keeping it', async () => {
    const rows = [row('12.34', newId()), row('12.35', newId()), row('-3.00', 'Fee')];
    const counts = { format: 'csv', lines: 2, outgoing: 1 };
    const dry = await upload(rows, { dryRun: true });
    expect(dry.json()).toMatchObject({ ...counts, newLines: 2, statementId: null });
    const [one, other] = await Promise.all([upload(rows), upload(rows, { fileName: 'again' })]);
    expect(one.json().newLines + other.json().newLines).toBe(2);
    const again = await upload([...rows, row('12.36', newId())], { fileName: 'april.csv' });
    expect(again.json()).toMatchObject({ lines: 3, newLines: 1 });
    const listed = (await support.call('GET', `${STATEMENTS}?limit=1`)).json().items;
    expect(listed).toMatchObject([{ fileName: 'april.csv', lines: 3, newLines: 1, outgoing: 1 }]);
  });

  it('with a wrong line keeps nothing and names the line', async () => {
    const text = newId();
    const refused = await upload([row('5.00', text), row('5,000', 'x')]);
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors).toEqual([
      { path: '/csv/3', message: expect.stringContaining('could be two') },
    ]);
    await expect(lineOf(text)).rejects.toThrow('no line');
  });
});

describe('an entry', () => {
  it('that names a purchase is proposed for it, confirmed, and counts once', async () => {
    const { id, reference } = await order(120);
    const text = `${reference.toLowerCase()} thanks`;
    await upload([row('120.00', text)]);
    const line = await lineOf(text);
    const proposal = { purchaseId: id, reference, because: 'reference', isExact: true };
    expect(line).toMatchObject({ state: 'open', proposals: [proposal] });
    const before = await creditsOf();
    const answers = await Promise.all([
      confirm(line.id, { reference }),
      confirm(line.id, { reference }, colleague.call),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const refused = answers.find(({ statusCode }) => statusCode === 409);
    expect(refused?.json().detail).toBe('This entry was confirmed before.');
    expect(await creditsOf()).toBe(before + 120);
    expect(await lineOf(text)).toMatchObject({ state: 'confirmed', purchaseId: id, proposals: [] });
  });

  it('of the exact open amount is proposed, and one of no purchase is unmatched', async () => {
    const { id, reference } = await order(77.77);
    const [byAmount, unmatched] = [newId(), newId()];
    await upload([row('77.77', byAmount), row('3.21', unmatched)]);
    const proposal = { purchaseId: id, because: 'amount', isExact: true };
    expect((await lineOf(byAmount)).proposals).toMatchObject([proposal]);
    expect(await lineOf(unmatched)).toMatchObject({ state: 'open', proposals: [] });
    const confirmed = await confirm((await lineOf(byAmount)).id, { reference });
    expect(confirmed.json()).toMatchObject({ status: 'paid', approvalRequest: null });
  });

  it('above the limit of one person waits for another operator, who approves it', async () => {
    const { id, reference } = await order(4000);
    await upload([row('4000.00', `big ${reference}`)]);
    const line = await lineOf(`big ${reference}`);
    const proposed = await confirm(line.id, { reference });
    const { approvalRequest } = proposed.json();
    expect(approvalRequest).toMatchObject({ state: 'pending', reason: 'above_daily_limit' });
    expect(await lineOf(line.text)).toMatchObject({ state: 'waiting', purchaseId: id });
    expect((await confirm(line.id, { reference }, colleague.call)).json().detail).toBe(
      'This entry waits for the approval of another operator.',
    );
    const path = `/operator/approval-requests/${approvalRequest.id}/approve`;
    expect((await call('POST', path)).json().code).toBe('second_person_required');
    const before = await creditsOf();
    expect((await colleague.call('POST', path)).statusCode).toBe(200);
    expect(await creditsOf()).toBe(before + 4000);
    expect(await lineOf(line.text)).toMatchObject({ state: 'confirmed' });
  });

  it('in another currency needs its amount in USD', async () => {
    const { reference } = await order(55);
    await upload([row('50.00', `euro ${reference}`, 'EUR')]);
    const { id, proposals } = await lineOf(`euro ${reference}`);
    expect(proposals).toMatchObject([{ because: 'reference', isExact: false }]);
    const refused = await confirm(id, { reference });
    expect([refused.json().code, refused.json().detail]).toEqual([
      'invalid_state',
      'The entry is in EUR: name what it is in USD.',
    ]);
    const received = { priceValue: 55, currencyCode: 'USD' };
    expect((await confirm(id, { reference, received })).json().status).toBe('paid');
  });

  it('that pays nothing is dismissed with a note, and opened again', async () => {
    const text = newId();
    await upload([row('1.11', text)]);
    const { id } = await lineOf(text);
    const put = (body: object, by = call) => by('PUT', `${LINES}/${id}`, { body });
    const dismissed = await put({ dismissed: true, note: 'Interest' });
    expect(dismissed.json()).toMatchObject({ state: 'dismissed', note: 'Interest' });
    const { reference } = await order(50);
    expect((await confirm(id, { reference })).json().code).toBe('invalid_state');
    expect((await put({ dismissed: false })).json()).toMatchObject({ state: 'open', note: null });
    expect((await put({ dismissed: true }, support.call)).json().code).toBe('insufficient_scope');
  });
});
