import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import type { BillingDocument } from './document.ts';
import { DOCUMENT_WORDS } from './document-words.ts';
import { drawDocument } from './draw-document.ts';

const FONTS = new URL('../../../assets/fonts/', import.meta.url);
const regular = readFileSync(new URL('LiberationSans-Regular.ttf', FONTS));
const bold = readFileSync(new URL('LiberationSans-Bold.ttf', FONTS));

const MARGIN = 56;

/**
 * Returns the document as PDF (A4) in its own language. The same document always results in the
 * same bytes: nothing in it depends on the machine's clock.
 */
export function renderDocument(document: BillingDocument): Promise<Buffer> {
  const { kind, number, locale, seller, issuedAt } = document;
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
    lang: locale,
    displayTitle: true,
    bufferPages: true,
    // Set, so that no standard font is loaded.
    font: regular as unknown as string,
    info: {
      Title: `${DOCUMENT_WORDS[locale].title[kind]} ${number}`,
      Author: seller.legalName,
      Creator: 'Gigastore',
      Producer: 'Gigastore',
      CreationDate: issuedAt,
      ModDate: issuedAt,
    },
  });
  pdf.registerFont('regular', regular).registerFont('bold', bold);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    drawDocument(pdf, document);
    pdf.end();
  });
}
