import type { Pdf } from '../../platform/pdf/pdf-file.ts';
import { printText } from '../../platform/pdf/print-text.ts';
import type { BillingDocument } from './document.ts';
import {
  addressLines,
  footLine,
  headRows,
  paymentLines,
  type Row,
  sumRows,
  transferRows,
  vatIdLine,
} from './document-rows.ts';
import { DOCUMENT_WORDS, printAmount } from './document-words.ts';

const INK = '#1b1f27';
const GREY = '#667085';
const LINE = '#d5d9e0';
const RED = '#c4320a';
const SMALL = 8.5;
const NORMAL = 10;
const LEFT = 56;
const RIGHT = 539;
const WIDTH = RIGHT - LEFT;
/** The left edge of the right-hand column, and the width of its labels. */
const COLUMN = 320;
const LABEL = 105;
const AMOUNT = 120;
const FOOT = 790;

/** Draws the document on its pages. */
export function drawDocument(pdf: Pdf, document: BillingDocument): void {
  const head = drawSeller(pdf, document);
  const parties = Math.max(drawBuyer(pdf, document, head), drawHeadRows(pdf, document, head));
  const title = drawTitle(pdf, document, Math.max(parties + 28, 250));
  const lines = drawLine(pdf, document, title);
  const sums = drawSums(pdf, document, lines);
  drawPayment(pdf, document, drawNote(pdf, document, sums + 24));
  drawEdges(pdf, document);
}

type Look = { size?: number; color?: string; font?: 'regular' | 'bold' };
type Box = { x: number; y: number; width: number; align?: 'left' | 'right' };

/** Writes a text into its box and returns the position below it. */
function write(pdf: Pdf, text: string, { x, y, ...box }: Box & Look): number {
  const { size = NORMAL, color = INK, font: weight = 'regular', ...options } = box;
  pdf.fillColor(color);
  return printText(pdf, text, { x, y, ...options, weight, size, lineGap: 2 });
}

function drawSeller(pdf: Pdf, document: BillingDocument): number {
  const { seller } = document;
  const y = write(pdf, seller.legalName, { x: LEFT, y: 56, width: WIDTH, size: 14, font: 'bold' });
  const lines = [addressLines(seller, document).join(' · '), vatIdLine(seller, document)];
  const text = lines.filter(Boolean).join(' · ');
  const end = write(pdf, text, { x: LEFT, y: y + 2, width: WIDTH, size: SMALL, color: GREY });
  rule(pdf, end + 10);
  return end + 34;
}

function drawBuyer(pdf: Pdf, document: BillingDocument, top: number): number {
  const { buyer, locale } = document;
  const box = { x: LEFT, width: COLUMN - LEFT - 24 };
  let y = write(pdf, DOCUMENT_WORDS[locale].billTo, { ...box, y: top, size: SMALL, color: GREY });
  y = write(pdf, buyer.legalName, { ...box, y: y + 2, font: 'bold' });
  for (const line of addressLines(buyer, document)) y = write(pdf, line, { ...box, y });
  const vatId = vatIdLine(buyer, document);
  return vatId === null ? y : write(pdf, vatId, { ...box, y: y + 4 });
}

function drawHeadRows(pdf: Pdf, document: BillingDocument, top: number): number {
  let y = top;
  for (const row of headRows(document)) y = drawRow(pdf, row, { x: COLUMN, y }) + 2;
  return y;
}

function drawRow(pdf: Pdf, [label, value]: Row, { x, y }: { x: number; y: number }): number {
  const end = write(pdf, label, { x, y, width: LABEL, size: SMALL, color: GREY });
  const width = RIGHT - x - LABEL - 8;
  return Math.max(end, write(pdf, value, { x: x + LABEL + 8, y: y - 1, width }));
}

function drawTitle(pdf: Pdf, { kind, number, locale }: BillingDocument, top: number): number {
  const title = `${DOCUMENT_WORDS[locale].title[kind]} ${number}`;
  return write(pdf, title, { x: LEFT, y: top, width: WIDTH, size: 20, font: 'bold' }) + 16;
}

function drawLine(pdf: Pdf, document: BillingDocument, top: number): number {
  const { description, amountMinor, locale } = document;
  const words = DOCUMENT_WORDS[locale];
  const text = { x: LEFT, width: WIDTH - AMOUNT - 16 };
  const amount = { x: RIGHT - AMOUNT, width: AMOUNT, align: 'right' as const };
  const heading = { size: SMALL, color: GREY, y: top };
  const head = write(pdf, words.description, { ...text, ...heading }) + 4;
  write(pdf, words.netAmount, { ...amount, ...heading });
  rule(pdf, head);
  const end = write(pdf, description, { ...text, y: head + 9 }) + 7;
  write(pdf, printAmount(amountMinor, locale), { ...amount, y: head + 9 });
  rule(pdf, end);
  return end + 10;
}

function drawSums(pdf: Pdf, document: BillingDocument, top: number): number {
  const { totalMinor, kind, locale } = document;
  const label = { x: COLUMN - 40, width: RIGHT - COLUMN + 40 - AMOUNT };
  const amount = { x: RIGHT - AMOUNT, width: AMOUNT, align: 'right' as const };
  let y = top;
  for (const [name, value] of sumRows(document)) {
    const end = write(pdf, name, { ...label, y, color: GREY });
    write(pdf, value, { ...amount, y });
    y = end + 4;
  }
  rule(pdf, y + 2, COLUMN - 40);
  const strong = { y: y + 10, size: 12, font: 'bold' as const };
  const end = write(pdf, DOCUMENT_WORDS[locale].total[kind], { ...label, ...strong });
  write(pdf, printAmount(totalMinor, locale), { ...amount, ...strong });
  return end;
}

function drawNote(pdf: Pdf, { vatNote }: BillingDocument, top: number): number {
  return vatNote === null ? top : write(pdf, vatNote, { x: LEFT, y: top, width: WIDTH }) + 14;
}

function drawPayment(pdf: Pdf, document: BillingDocument, top: number): void {
  const { totalMinor, locale } = document;
  const box = { x: LEFT, width: WIDTH };
  let y = top;
  for (const line of paymentLines(document)) {
    y = write(pdf, line, { ...box, y, font: 'bold' }) + 2;
  }
  const rows = transferRows(document);
  if (rows.length === 0) return;
  const ask = DOCUMENT_WORDS[locale].transferTo(printAmount(totalMinor, locale));
  y = write(pdf, ask, { ...box, y: y + 2 }) + 8;
  for (const row of rows) y = drawRow(pdf, row, { x: LEFT, y }) + 2;
}

/** Draws the foot of each page, and a mark across the pages of a sample. */
function drawEdges(pdf: Pdf, document: BillingDocument): void {
  const words = DOCUMENT_WORDS[document.locale];
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    // A text below the margin would open another page.
    pdf.page.margins.bottom = 0;
    rule(pdf, FOOT - 26);
    const foot = { x: LEFT, width: WIDTH, size: 7.5, color: GREY };
    write(pdf, footLine(document), { ...foot, y: FOOT - 18, width: WIDTH - 80 });
    write(pdf, words.page(page + 1, count), { ...foot, y: FOOT - 18, align: 'right' });
    if (document.isTest) drawMark(pdf, words.test);
  }
}

function drawMark(pdf: Pdf, text: string): void {
  pdf
    .save()
    .rotate(-40, { origin: [297, 420] })
    .fillOpacity(0.16);
  pdf.font('bold').fontSize(50).fillColor(RED);
  pdf.text(text, -103, 395, { width: 800, align: 'center', lineBreak: false });
  pdf.restore().fillOpacity(1);
}

function rule(pdf: Pdf, y: number, from = LEFT): void {
  pdf.moveTo(from, y).lineTo(RIGHT, y).lineWidth(0.75).strokeColor(LINE).stroke();
}
