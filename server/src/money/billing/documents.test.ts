import { describe, expect, it } from 'vitest';
import { openBuyer, openSeller, SELLER, sampleInvoice } from '../../../test/support/billing.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { readPdf } from '../../../test/support/pdf.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import {
  type BillingDetailsInput,
  type InvoiceDraft,
  issueCreditNote,
  registerBillingRoutes,
} from './index.ts';

const AT = new Date('2026-04-30T09:55:36.430Z');
const LIST = '/gigastore/credits/invoices';

let account: TestAccount;
let call: Call;
const slice = await forThisFile(openSlice(registerBillingRoutes));
await openSeller(slice.db);

/** A new company, its own invoice and what it prints. */
async function bill(more: Partial<BillingDetailsInput> = {}, draft: Partial<InvoiceDraft> = {}) {
  account = await slice.newAccount();
  call = await account.caller();
  const { organizationId, id: accountId } = account;
  await openBuyer(slice.db, organizationId, more);
  const owner = { organizationId, accountId, issuedAt: AT, ...draft };
  return sampleInvoice(slice.db, owner);
}

async function download(number: string) {
  const answer = await call('GET', `${LIST}/${number}.pdf`);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  return answer.rawPayload;
}

const print = async (number: string) => readPdf(await download(number));

function credit(purchaseId: string, amountMinor: bigint) {
  const note = { accountId: account.id, purchaseId, amountMinor, issuedAt: AT };
  return slice.db.transaction((tx) => issueCreditNote(tx, { ...note, reason: 'Given back' }));
}

describe('an invoice as PDF', () => {
  it('an invoice as PDF has all that an invoice needs, in English', async () => {
    const { number } = await bill({ addressLine2: 'Floor 3', region: 'Berlin' });
    const { text, title, at } = await print(number);
    expect(title).toBe(`Invoice ${number}`);
    expect(at).toBe('D:20260430095536Z');
    for (const part of [
      ...['Gigastore Betriebs GmbH', 'Praterstraße 1', '1020 Wien', 'VAT ID ATU13585627'],
      ...['Bill to', 'Acme Travel GmbH', 'Unter den Linden 1', 'Floor 3', '10117 Berlin'],
      ...['Germany', 'VAT ID DE136695976', `Invoice number ${number}`, 'Date 30 April 2026'],
      ...['Date of supply 30 April 2026', 'Payment method Visa •••• 4242', 'Credits'],
      ...['100.00 USD', 'VAT 0% (reverse charge)', '0.00 USD', 'Paid on 30 April 2026'],
      'Reverse charge: VAT to be accounted for by the recipient',
      '(Article 196, Directive 2006/112/EC)',
      ...['Page 1 of 1', 'TEST — not an invoice'],
    ]) {
      expect(text).toContain(part);
    }
  });

  it('an invoice as PDF has all that an invoice needs, in German', async () => {
    const { number } = await bill({ locale: 'de' });
    const { text, title } = await print(number);
    expect(title).toBe(`Rechnung ${number}`);
    for (const part of [
      ...['Rechnung an', 'Deutschland', 'Österreich', 'USt-IdNr. DE136695976', '100,00 USD'],
      ...['Datum 30. April 2026', 'USt. 0 % (Reverse Charge)', 'Bezahlt am 30. April 2026'],
      'Steuerschuldnerschaft des Leistungsempfängers',
      'Artikel 196 der Richtlinie 2006/112/EG',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    ['CÔNG TY TNHH DỊCH VỤ DU LỊCH VIỆT', '№ 5, lầu 12½'],
    ['TravelSIM® חברת תקשורת', 'רחוב הרצל'],
    ['上海旅游通信有限公司', '中山东一路12号'],
    ['주식회사 여행통신', '서울특별시 중구 세종대로 110'],
    ['บริษัท ท่องเที่ยว จำกัด', 'ถนนสุขุมวิท ๒๑'],
  ])('an invoice as PDF prints the name %s and its address', async (legalName, addressLine1) => {
    const { number } = await bill({ legalName, addressLine1 });
    const text = (await print(number)).text.replace(/[\s\u200b]/g, '');
    expect(text).toContain(legalName.replace(/\s/g, ''));
    expect(text).toContain(addressLine1.replace(/\s/g, ''));
  });

  it('an invoice as PDF prints names in Polish, Greek and Bulgarian', async () => {
    const legalName = 'Żółć Łódź · Άλφα Ταξίδια ΑΕ · Пътешествия ЕООД · Őrült Ţară';
    const { number } = await bill({ legalName, city: 'Θεσσαλονίκη' });
    const { text } = await print(number);
    expect(text).toContain(legalName);
    expect(text).toContain('Θεσσαλονίκη');
  });

  it.each([
    [
      'at home',
      { country: 'AT', postalCode: '1010', vatId: undefined },
      'VAT 20% (Austria)',
      '120.00',
    ],
    [
      'in Finland without a VAT ID',
      { country: 'FI', vatId: undefined },
      'VAT 25.5% (Finland)',
      '125.50',
    ],
    ['in the United States', { country: 'US', vatId: '12-3456789' }, 'VAT 0%', '100.00'],
  ])('an invoice as PDF has the VAT of a buyer %s', async (_, more, vat, total) => {
    const { number } = await bill(more as Partial<BillingDetailsInput>);
    const { text } = await print(number);
    expect(text).toContain(vat);
    expect(text).toContain(`Total ${total} USD`);
    expect(text.includes('Not subject to VAT')).toBe(more.country === 'US');
    expect(text.includes('Tax number 12-3456789')).toBe(more.country === 'US');
  });

  it('an invoice as PDF stays identical after buyer and seller have moved', async () => {
    const { number } = await bill();
    const before = await download(number);
    await openBuyer(slice.db, account.organizationId, { legalName: 'Renamed', locale: 'de' });
    await openSeller(slice.db, { legalName: 'Sold Ltd' });
    expect((await download(number)).equals(before)).toBe(true);
    await openSeller(slice.db);
  });

  it('an invoice as PDF is rendered once for each payment state, and kept', async () => {
    const { number, id, purchaseId } = await bill();
    await download(number);
    await slice.db.run(sql`
      update document_pdfs set content = 'kept'::bytea where document_id = ${id}`);
    expect((await download(number)).toString()).toBe('kept');
    await credit(purchaseId, 1_000n);
    expect((await print(number)).text).toContain('of this invoice has been credited');
    const [count] = await slice.db.rows(sql`
      select count(*)::int as kept from document_pdfs where document_id = ${id}`);
    expect(count).toEqual({ kept: 1 });
  });

  it('an invoice as PDF of a live account has no mark', async () => {
    const { number } = await bill();
    const { organizationId, liveAccountId: accountId } = account;
    const owner = { organizationId, accountId, mode: 'live' as const, issuedAt: AT };
    const live = await sampleInvoice(slice.db, owner);
    call = await account.caller();
    expect((await call('GET', `${LIST}/${live.number}.pdf`)).json().code).toBe('invoice_not_found');
    expect((await print(number)).text).toContain('TEST');
    expect(live.number).toMatch(/^2026-\d{6}$/);
  });

  it('an invoice as PDF has the bank account for what is due, until it is paid', async () => {
    const due = { paidAt: null, paymentMethod: 'Bank transfer', paymentReference: 'GS-7K2M-91QX' };
    const { number, purchaseId } = await bill({}, due);
    const { text } = await print(number);
    for (const part of [
      ...['Payment due', 'Please transfer 100.00 USD', 'IBAN AT61 1904 3002 3457 3201'],
      ...[`BIC ${SELLER.bic}`, 'Payment reference GS-7K2M-91QX'],
    ]) {
      expect(text).toContain(part);
    }
    await slice.db.run(sql`
      update billing_documents
      set paid_at = ${new Date('2026-05-04T12:00:00Z')}
      where account_id = ${account.id} and purchase_id = ${purchaseId}`);
    const after = (await print(number)).text;
    expect(after).toContain('Paid on 4 May 2026');
    expect(after).not.toContain('IBAN');
  });

  it('an invoice as PDF with a long name and address stays on one page', async () => {
    const long = 'Sehr Lange Reisegesellschaft '.repeat(8).trim();
    const { number } = await bill({ legalName: long, addressLine1: long, addressLine2: long });
    const { text } = await print(number);
    expect(text).toContain('Page 1 of 1');
    expect(text).toContain('Paid on 30 April 2026');
  });
});

describe('a credit note as PDF', () => {
  it('a credit note as PDF names its invoice, and the invoice the sum taken back', async () => {
    const { number, purchaseId } = await bill({ country: 'AT', vatId: undefined });
    const note = await credit(purchaseId, 2_500n);
    const { text, title } = await print(note.number);
    expect(title).toBe(`Credit note ${note.number}`);
    expect(text).toContain(`For invoice ${number}`);
    expect(text).toContain('Given back');
    expect(text).toContain('Total credited 30.00 USD');
    expect((await print(number)).text).toContain('30.00 USD of this invoice has been credited');
  });
});

describe('the list of documents', () => {
  it('the list of documents has invoices and credit notes with their states, newest first', async () => {
    const { number, purchaseId } = await bill({ country: 'AT', vatId: undefined });
    const part = await credit(purchaseId, 333n);
    const states = async () =>
      (await call('GET', LIST))
        .json()
        .items.map(({ number, status }: Record<string, string>) => [number, status]);
    expect(await states()).toEqual([
      [part.number, 'refunded'],
      [number, 'partly_refunded'],
    ]);
    const rest = await credit(purchaseId, 9_667n);
    expect((await states()).at(-1)).toEqual([number, 'refunded']);
    const { items } = (await call('GET', LIST)).json();
    expect(items[0]).toMatchObject({ number: rest.number, invoiceNumber: number, purchaseId });
    const vat = items.map((item: { vat: { priceValue: number } }) => item.vat.priceValue);
    expect(vat).toEqual([19.33, 0.67, 20]);
    const invoice = items.at(-1);
    expect(invoice.pdfUrl).toBe(`${LIST}/${number}.pdf`);
    expect(invoice).not.toHaveProperty('invoiceNumber');
  });

  it('the list of documents comes in pages', async () => {
    const first = await bill();
    const { organizationId, id: accountId } = account;
    for (let more = 0; more < 4; more += 1) {
      await sampleInvoice(slice.db, { organizationId, accountId, issuedAt: AT });
    }
    const seen: string[] = [];
    for (let after = ''; after !== null; ) {
      const page = (await call('GET', `${LIST}?limit=2${after}`)).json();
      seen.push(...page.items.map(({ number }: { number: string }) => number));
      after = page.nextCursor && `&after=${page.nextCursor}`;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect(seen.at(-1)).toBe(first.number);
  });

  it('the list of documents refuses a cursor of another list', async () => {
    await bill();
    for (const keys of [
      ['x', newId()],
      [AT.toISOString(), 'x'],
      ['2026-04-30', newId()],
    ]) {
      const after = Buffer.from(JSON.stringify(keys)).toString('base64url');
      const answer = await call('GET', `${LIST}?after=${after}`);
      expect(answer.json()).toMatchObject({
        code: 'invalid_request',
        errors: [{ path: '/after' }],
      });
    }
  });

  it('the list of documents has nothing of another organization, nor its PDF', async () => {
    const { number } = await bill();
    const stranger = await (await slice.newAccount()).caller();
    expect((await stranger('GET', LIST)).json().items).toEqual([]);
    const answer = await stranger('GET', `${LIST}/${number}.pdf`);
    expect(answer.statusCode).toBe(404);
    expect(answer.json().code).toBe('invoice_not_found');
  });
});
