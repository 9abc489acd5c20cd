import { BadStatement, type ReadLine, type ReadStatement } from './bank-line.ts';
import { dayOf, LONGEST_NAME, LONGEST_TEXT, readDecimal, tidyText } from './statement-values.ts';

type Field = { tag: string; value: string; line: number };

/** `:61:`: value date, entry date, mark, third letter of the currency, amount, type. */
const ENTRY = /^(\d{6})(\d{4})?(R?[CD])([A-Z])?(\d+,\d{0,5})([A-Z][A-Z0-9]{3})/;
/** `:60F:`: mark, date, currency, amount. */
const BALANCE = /^[CD]\d{6}([A-Z]{3})/;
/** What begins a subfield of `:86:`, in the form of German and Austrian banks. */
const SUBFIELD = /\?(\d{2})/;

type Reading = ReadStatement & {
  faults: { line: number; reason: string }[];
  currency: string;
  /** The entry that the next field `:86:` is about. */
  last: ReadLine | undefined;
};

/** Reads the entries of MT940 statements. Throws `BadStatement`. */
export function readMt940(text: string): ReadStatement {
  const reading: Reading = { lines: [], outgoing: 0, faults: [], currency: '', last: undefined };
  for (const field of fieldsOf(text)) readField(reading, field);
  const { lines, outgoing, faults } = reading;
  if (faults.length > 0) throw new BadStatement(faults);
  return { lines, outgoing };
}

function readField(reading: Reading, { tag, value, line }: Field): void {
  if (/^60[FM]$/.test(tag)) reading.currency = BALANCE.exec(value)?.[1] ?? '';
  if (tag === '61') takeEntry(reading, { line, entry: readEntry(value, reading.currency) });
  if (tag !== '86') return;
  if (reading.last) Object.assign(reading.last, readDetails(value));
  reading.last = undefined;
}

function takeEntry(
  reading: Reading,
  { line, entry }: { line: number; entry: ReadLine | string },
): void {
  reading.last = typeof entry === 'object' ? entry : undefined;
  if (typeof entry === 'object') reading.lines.push(entry);
  else if (entry === 'outgoing') reading.outgoing += 1;
  else reading.faults.push({ line, reason: entry });
}

function fieldsOf(text: string): Field[] {
  const fields: Field[] = [];
  for (const [index, row] of text.split(/\r\n|\n|\r/).entries()) {
    const [, tag, value = ''] = /^:(\d{2}[A-Z]?):(.*)$/.exec(row) ?? [];
    const last = fields.at(-1);
    if (tag) fields.push({ tag, value, line: index + 1 });
    else if (last && !/^-\}?$/.test(row) && !/^\{[1-5]:/.test(row)) last.value += `\n${row}`;
  }
  return fields;
}

/** Returns money that came in, `outgoing`, or what is wrong. A reversal takes money back. */
function readEntry(value: string, currency: string): ReadLine | string {
  const [, valued = '', booked, mark, , amount = ''] = ENTRY.exec(value) ?? [];
  if (!mark) return 'the field :61: is no entry of a statement';
  if (mark !== 'C') return 'outgoing';
  if (!currency) return 'no field :60F: before it names the currency';
  const amountMinor = readDecimal(amount);
  const bookedOn = readDay(valued, booked);
  if (amountMinor === undefined) return `the amount "${amount}" cannot be read`;
  if (bookedOn === undefined) return `the date "${valued}" is no day`;
  return { bookedOn, amountMinor, currency, payer: null, text: '' };
}

/** The day of the entry has no year: that of the value date, or of the year beside it. */
function readDay(valued: string, booked: string | undefined): string | undefined {
  const [year, month, day] = [0, 2, 4].map((at) => Number(valued.slice(at, at + 2)));
  const valueYear = 2000 + (year ?? 0);
  if (!booked) return dayOf(valueYear, month ?? 0, day ?? 0);
  const bookedMonth = Number(booked.slice(0, 2));
  const crossed = bookedMonth - (month ?? 0);
  const shift = crossed > 6 ? -1 : crossed < -6 ? 1 : 0;
  return dayOf(valueYear + shift, bookedMonth, Number(booked.slice(2)));
}

/** Subfields 20 to 29 and 60 to 63 are the text, 32 and 33 the payer; without them all is text. */
function readDetails(value: string): Pick<ReadLine, 'payer' | 'text'> {
  const joined = value.replace(/\n/g, '');
  if (!SUBFIELD.test(joined)) return { payer: null, text: tidyText(value, LONGEST_TEXT) };
  const parts = joined.split(SUBFIELD).slice(1);
  const of = (isMeant: (code: number) => boolean) =>
    parts.filter((_, index) => index % 2 === 1 && isMeant(Number(parts[index - 1]))).join('');
  const payer = tidyText(
    of((code) => code === 32 || code === 33),
    LONGEST_NAME,
  );
  const isText = (code: number) => (code >= 20 && code <= 29) || (code >= 60 && code <= 63);
  return { payer: payer || null, text: tidyText(of(isText), LONGEST_TEXT) };
}
