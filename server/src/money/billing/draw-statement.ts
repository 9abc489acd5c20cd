import type { AccountMode } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Pdf } from '../../platform/pdf/pdf-file.ts';
import { printText } from '../../platform/pdf/print-text.ts';
import type { CreditDay, TransferType } from '../credits/index.ts';
import { printAmount } from './document-words.ts';
import { STATEMENT_WORDS } from './statement-words.ts';

/** Everything that is printed on a monthly statement. */
export type MonthStatement = {
  title: string;
  locale: Locale;
  timeZone: string;
  mode: AccountMode;
  /** The operator and the company of the account, each in lines. */
  seller: readonly string[];
  buyer: readonly string[];
  days: readonly CreditDay[];
};

const LEFT = 56;
const RIGHT = 539;
const INK = '#1b1f27';
const GREY = '#667085';
const LINE = '#d5d9e0';
const ROW = 15;
/** The right edges of the three columns of amounts. */
const EDGES = [300, 420, RIGHT] as const;
const BOTTOM = 780;

type Cells = readonly [label: string, ...amounts: string[]];
type Look = { font?: 'regular' | 'bold'; color?: string };

/** Draws the statement: the parties, the days with entries, and the sums by type. */
export function drawStatement(pdf: Pdf, statement: MonthStatement): void {
  const words = STATEMENT_WORDS[statement.locale];
  drawHead(pdf, statement);
  drawRow(pdf, [words.date, words.added, words.spent, words.balance], { color: GREY });
  drawRule(pdf);
  for (const cells of dayRows(statement)) drawRow(pdf, cells);
  drawRule(pdf);
  drawClosing(pdf, statement);
  pdf.y += ROW;
  drawRow(pdf, [words.byType, words.added, words.spent, words.entries], { color: GREY });
  drawRule(pdf);
  for (const cells of typeRows(statement)) drawRow(pdf, cells);
}

function drawHead(pdf: Pdf, { title, locale, mode, timeZone, seller, buyer }: MonthStatement) {
  const words = STATEMENT_WORDS[locale];
  const box = { x: LEFT, width: RIGHT - LEFT, weight: 'regular' } as const;
  pdf.font('regular').fontSize(8.5).fillColor(GREY);
  if (seller.length > 0) printText(pdf, seller.join(' · '), { ...box, y: 56, size: 8.5 });
  pdf.fillColor(INK).fontSize(10).moveDown(1);
  for (const line of buyer) printText(pdf, line, { ...box, y: pdf.y, size: 10 });
  pdf
    .moveDown(1)
    .font('bold')
    .fontSize(18)
    .text(title, { width: RIGHT - LEFT });
  pdf.font('regular').fontSize(8.5).fillColor(GREY);
  pdf.text(`${words.account[mode]} · ${words.timeZone} ${timeZone}`);
  pdf.moveDown(1.5);
}

/** Returns a row for the opening balance and for each day with entries. */
function dayRows({ days, locale }: MonthStatement): Cells[] {
  const print = (minor: bigint) => printAmount(minor, locale);
  const opening = days[0]?.openingMinor ?? 0n;
  const busy = days.filter(({ sums }) => sums.length > 0);
  return [
    [STATEMENT_WORDS[locale].opening, '', '', print(opening)],
    ...busy.map(({ date, addedMinor, spentMinor, closingMinor }): Cells => {
      return [date, print(addedMinor), print(spentMinor), print(closingMinor)];
    }),
  ];
}

function drawClosing(pdf: Pdf, { days, locale }: MonthStatement): void {
  const print = (minor: bigint) => printAmount(minor, locale);
  const added = days.reduce((sum, day) => sum + day.addedMinor, 0n);
  const spent = days.reduce((sum, day) => sum + day.spentMinor, 0n);
  const closing = days.at(-1)?.closingMinor ?? 0n;
  const label = STATEMENT_WORDS[locale].closing;
  drawRow(pdf, [label, print(added), print(spent), print(closing)], { font: 'bold' });
}

function typeRows({ days, locale }: MonthStatement): Cells[] {
  const { types } = STATEMENT_WORDS[locale];
  const sums = days.flatMap((day) => day.sums);
  return (Object.keys(types) as TransferType[]).flatMap((type): Cells[] => {
    const own = sums.filter((sum) => sum.type === type);
    if (own.length === 0) return [];
    const added = own.reduce((total, sum) => total + sum.addedMinor, 0n);
    const spent = own.reduce((total, sum) => total + sum.spentMinor, 0n);
    const entries = own.reduce((total, sum) => total + sum.entries, 0);
    const label = types[type];
    return [[label, printAmount(added, locale), printAmount(spent, locale), `${entries}`]];
  });
}

function drawRow(pdf: Pdf, [label, ...amounts]: Cells, { font, color }: Look = {}): void {
  if (pdf.y + ROW > BOTTOM) pdf.addPage();
  const { y } = pdf;
  pdf
    .font(font ?? 'regular')
    .fontSize(9)
    .fillColor(color ?? INK);
  pdf.text(label, LEFT, y, { width: 150, lineBreak: false });
  for (const [index, amount] of amounts.entries()) {
    const edge = EDGES[index] ?? RIGHT;
    pdf.text(amount, edge - 110, y, { width: 110, align: 'right', lineBreak: false });
  }
  pdf.x = LEFT;
  pdf.y = y + ROW;
}

function drawRule(pdf: Pdf): void {
  pdf.moveTo(LEFT, pdf.y).lineTo(RIGHT, pdf.y).lineWidth(0.75).strokeColor(LINE).stroke();
  pdf.y += 5;
}
