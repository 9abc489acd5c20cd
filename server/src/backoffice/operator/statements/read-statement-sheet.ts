import { readSheet, type SheetLayout, type SheetRow } from '../../../kernel/spreadsheet.ts';
import { BadStatement, type ReadLine, type ReadStatement } from './bank-line.ts';
import { dayOf, LONGEST_NAME, LONGEST_TEXT, readDecimal, tidyText } from './statement-values.ts';

type Column = 'date' | 'amount' | 'currency' | 'payer' | 'text' | 'more';

const LAYOUT: SheetLayout<Column> = {
  headings: {
    date: ['bookingdate', 'bookedon', 'date', 'buchungstag', 'buchungsdatum', 'buchung', 'datum'],
    amount: ['amount', 'betrag', 'betragusd', 'betrageur', 'betragineur', 'umsatz', 'credit'],
    currency: ['currency', 'währung', 'waehrung'],
    payer: [
      ...['payer', 'name', 'counterparty', 'partnername', 'auftraggeber', 'zahlungspflichtiger'],
      ...[
        'beguenstigterzahlungspflichtiger',
        'auftraggeberbegünstigter',
        'namezahlungsbeteiligter',
      ],
    ],
    text: ['reference', 'purpose', 'description', 'text', 'verwendungszweck', 'zahlungsreferenz'],
    more: ['details', 'buchungstext', 'buchungsdetails', 'paymentreference', 'memo'],
  },
  isHeader: (columns) => columns.has('date') && columns.has('amount'),
};

/** Reads a bank statement that was saved as CSV; a header names the columns. */
export function readStatementSheet(text: string): ReadStatement {
  const sheet = readSheet(text, LAYOUT);
  const faults = [...sheet.faults];
  const read: ReadStatement = { lines: [], outgoing: 0 };
  for (const row of sheet.rows) {
    const line = readRow(row.values);
    if (line === 'outgoing') read.outgoing += 1;
    else if (typeof line === 'string') faults.push({ line: row.line, reason: line });
    else read.lines.push(line);
  }
  if (faults.length > 0) throw new BadStatement(faults.sort((a, b) => a.line - b.line));
  return read;
}

function readRow(values: SheetRow<Column>['values']): ReadLine | string {
  const amount = readAmount(values.amount);
  if (typeof amount === 'string') return amount;
  if (amount.isOutgoing) return 'outgoing';
  const bookedOn = readDate(values.date);
  if (bookedOn === undefined) {
    return `the date "${values.date.slice(0, 40)}" is none, or could be two; write 2026-04-30`;
  }
  const currency = (values.currency || 'USD').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return `the currency "${currency.slice(0, 40)}" is none`;
  return {
    ...{ bookedOn, amountMinor: amount.minor, currency },
    payer: tidyText(values.payer, LONGEST_NAME) || null,
    text: tidyText(`${values.text} ${values.more}`, LONGEST_TEXT),
  };
}

/** Digits with one decimal sign, or in groups of three by the other one. */
const AMOUNT_FORMS = [
  /^(\d+)(?:[.,](\d{1,2}))?$/,
  /^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/,
  /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/,
];

type Amount = { minor: bigint; isOutgoing: boolean };

/** Reads `1234.56`, `1.234,56`, `+1,234.56` and `-5,00`; `1,234` alone could mean two amounts. */
function readAmount(written: string): Amount | string {
  const wrong = `the amount "${written.slice(0, 40)}" is none, or could be two; write 1234.56`;
  const text = written.replace(/[\s'’\u00a0]/g, '').replace(/^\+/, '');
  const isOutgoing = /^[-−]|[-−]$/.test(text);
  const number = text.replace(/[-−]/g, '');
  if (/^0+([.,]0+)?$/.test(number)) return { minor: 0n, isOutgoing: true };
  if (/^\d+[.,]\d{3}$/.test(number)) return wrong;
  const [, whole = '', decimals = '0'] =
    AMOUNT_FORMS.map((form) => form.exec(number)).find((match) => match !== null) ?? [];
  if (whole === '') return wrong;
  const minor = readDecimal(`${whole.replace(/[.,]/g, '')}.${decimals}`);
  return minor === undefined ? wrong : { minor, isOutgoing };
}

/** Reads `2026-04-30`, `30.04.2026` and, where it can only be one day, `04/30/2026`. */
function readDate(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  if (year) return dayOf(Number(year), Number(month), Number(day));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(text);
  if (dotted) return dayOf(yearOf(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (!slashed) return undefined;
  const [one, other] = [Number(slashed[1]), Number(slashed[2])];
  if (one <= 12 && other <= 12 && one !== other) return undefined;
  const [monthOf, dayIn] = one > 12 ? [other, one] : [one, other];
  return dayOf(yearOf(slashed[3]), monthOf, dayIn);
}

function yearOf(text = ''): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
