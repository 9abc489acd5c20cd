import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openBuyer, openSeller, sampleInvoice } from '../../../test/support/billing.ts';
import { at, moved, post } from '../../../test/support/books.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { readPdf } from '../../../test/support/pdf.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { createLocalLimits } from '../../platform/limits/limits.ts';
import { type BillingDetailsInput, issueCreditNote, registerBillingRoutes } from './index.ts';

const limits = createLocalLimits({ isOn: true });
const slice = await forThisFile(
  openSlice((app, parts) => registerBillingRoutes(app, { ...parts, limits })),
  { hasBooks: false },
);
await openSeller(slice.db);

const LIST = '/gigastore/credits/invoices';

async function openCompany(more: Partial<BillingDetailsInput> = {}) {
  const account = await slice.newAccount();
  const { organizationId, id: accountId } = account;
  await openBuyer(slice.db, organizationId, more);
  const issue = (issuedAt: Date) =>
    sampleInvoice(slice.db, { organizationId, accountId, issuedAt });
  return { account, call: await account.caller(), issue };
}

/** A company with two invoices and a credit note. */
async function openBilled() {
  const company = await openCompany();
  const [first, second] = [await company.issue(at(1)), await company.issue(at(9))];
  const note = await slice.db.transaction((tx) =>
    issueCreditNote(tx, {
      accountId: company.account.id,
      purchaseId: first.purchaseId,
      amountMinor: 2_500n,
      reason: 'Given back',
      issuedAt: at(5),
    }),
  );
  return { ...company, numbers: [second.number, note.number, first.number] };
}

describe('the list of invoices', () => {
  it('the list of invoices can be filtered by kind and by day', async () => {
    const { call, numbers } = await openBilled();
    const numbersOf = async (query: string) => {
      const { items } = (await call('GET', `${LIST}?${query}`)).json();
      return items.map(({ number }: { number: string }) => number);
    };
    const [second, note, first] = numbers;
    expect(await numbersOf('')).toEqual([second, note, first]);
    expect(await numbersOf('kind=credit_note')).toEqual([note]);
    expect(await numbersOf('from=2026-04-05')).toEqual([second, note]);
    expect(await numbersOf('from=2026-04-01&to=2026-04-05')).toEqual([note, first]);
    expect(await numbersOf('to=2026-04-01&kind=credit_note')).toEqual([]);
    const wrong = await call('GET', `${LIST}?kind=receipt`);
    expect(wrong.json().code).toBe('invalid_request');
  });

  it('the list of invoices comes as CSV with the VAT of each document', async () => {
    const { call, numbers } = await openBilled();
    const { body } = await call('GET', LIST, { headers: { accept: 'text/csv' } });
    const rows = parse(body, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ number }) => number)).toEqual(numbers);
    expect(rows[1]).toMatchObject({
      kind: 'credit_note',
      amount: '25.00',
      currency: 'USD',
      invoiceNumber: numbers[2],
      vatTreatment: 'reverse_charge',
    });
  });

  it('the list of invoices as CSV neutralizes the formula in the name of a company', async () => {
    const { call, issue } = await openCompany({ legalName: '=HYPERLINK Travel' });
    await issue(at(1));
    const { body } = await call('GET', LIST, { headers: { accept: 'text/csv' } });
    expect(body).toContain("'=HYPERLINK Travel");
  });
});

describe('the archive of invoices', () => {
  it('the archive of invoices contains the PDF of each document', async () => {
    const { call, numbers } = await openBilled();
    const answer = await call('GET', `${LIST}/archive?from=2026-04-05`);
    expect(answer.headers['content-type']).toBe('application/zip');
    const files = unzip(answer.rawPayload);
    expect([...files.keys()].sort()).toEqual([`${numbers[0]}.pdf`, `${numbers[1]}.pdf`].sort());
    const pdf = await readPdf(files.get(`${numbers[1]}.pdf`) as Buffer);
    expect(pdf.text).toContain(`Credit note number ${numbers[1]}`);
  });

  it('the archive without documents is empty, and has nothing of another company', async () => {
    await openBilled();
    const { call } = await openCompany();
    const answer = await call('GET', `${LIST}/archive`);
    expect(answer.statusCode).toBe(200);
    // The record that ends an archive, alone.
    expect(answer.rawPayload.subarray(0, 4).toString('latin1')).toBe('PK\x05\x06');
  });
});

describe('a monthly statement as PDF', () => {
  it('a monthly statement as PDF has the balances, each day with entries, and the sums by type', async () => {
    const { account, call } = await openCompany();
    await post(slice.db, account, [
      moved(10_000, at(1)),
      moved(-149, at(2)),
      moved(-151, at(2)),
      moved(20_000, new Date('2026-05-01T00:00:00Z')),
    ]);
    const answer = await call('GET', '/gigastore/credits/statement.pdf?month=2026-04');
    expect(answer.headers['content-type']).toBe('application/pdf');
    const { text, title } = await readPdf(answer.rawPayload);
    expect(title).toBe('Statement of credits, April 2026');
    for (const part of [
      'Acme Travel GmbH',
      'Opening balance 0.00 USD',
      '2026-04-01 100.00 USD 0.00 USD 100.00 USD',
      '2026-04-02 0.00 USD 3.00 USD 97.00 USD',
      'Closing balance 100.00 USD 3.00 USD 97.00 USD',
      'Sales 0.00 USD 3.00 USD 2',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('2026-05-01');
  });

  it('a monthly statement as PDF comes in German for a company that reads German', async () => {
    const { call } = await openCompany({ locale: 'de' });
    const answer = await call('GET', '/gigastore/credits/statement.pdf?month=2026-02');
    const { title, text } = await readPdf(answer.rawPayload);
    expect(title).toBe('Guthabenauszug, Februar 2026');
    expect(text).toContain('Anfangsstand 0,00 USD');
  });

  it('a monthly statement as PDF is limited for one account, since each is drawn anew', async () => {
    const [one, other] = [await openCompany(), await openCompany()];
    // A month that has not begun is refused before anything is drawn.
    const path = '/gigastore/credits/statement.pdf?month=2999-01';
    const answers = await Promise.all(Array.from({ length: 25 }, () => one.call('GET', path)));
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.json()).toMatchObject({ code: 'rate_limited' });
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await other.call('GET', path)).statusCode).toBe(400);
  });

  it.each([
    ['month=2999-01', '/month'],
    ['month=2026-13', '/month'],
    ['month=2026-04&time_zone=Mars/Base', '/time_zone'],
  ])('a monthly statement as PDF is refused for %s', async (query, path) => {
    const { call } = await openCompany();
    const answer = await call('GET', `/gigastore/credits/statement.pdf?${query}`);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });
});

/** Reads an archive whose files are stored without compression, by its central directory. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = archive.readUInt32LE(at + 24);
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const local = archive.readUInt32LE(at + 42);
    const nameEnd = at + 46 + (name ?? 0);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(archive.toString('utf8', at + 46, nameEnd), archive.subarray(start, start + size));
    at = nameEnd + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
