import PDFDocument from 'pdfkit';
import { NOTO_SANS, openFont } from './fonts.ts';

const MARGIN = 56;

export type Pdf = PDFKit.PDFDocument;
export type PdfTitle = { title: string; author: string; locale: string; createdAt: Date };

/**
 * Returns a PDF (A4) with the base font as `regular` and `bold`; texts that anybody wrote are
 * printed by `printText`, in any letters. The same drawing always results in the
 * same bytes: nothing in it depends on the machine's clock.
 */
export function renderPdf(
  { title, author, locale, createdAt }: PdfTitle,
  draw: (pdf: Pdf) => void,
): Promise<Buffer> {
  const options = {
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
    lang: locale,
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: title,
      Author: author,
      Creator: 'Gigastore',
      Producer: 'Gigastore',
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  };
  return printPdf(options, draw);
}

/** Returns a PDF (A4) that knows the base font as `regular` and `bold`. */
export function printPdf(
  options: PDFKit.PDFDocumentOptions,
  draw: (pdf: Pdf) => void,
): Promise<Buffer> {
  // With a font of ours, no standard font is loaded.
  const regular = openFont(NOTO_SANS, 'regular');
  const pdf = new PDFDocument({ ...options, size: 'A4', font: regular });
  pdf.registerFont('regular', regular).registerFont('bold', openFont(NOTO_SANS, 'bold'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    draw(pdf);
    pdf.end();
  });
}
