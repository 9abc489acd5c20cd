import PDFDocument from 'pdfkit';
import { drawQrCode } from '../../platform/pdf/draw-qr-code.ts';
import { NOTO_SANS, readFace } from '../../platform/pdf/fonts.ts';
import { printText } from '../../platform/pdf/print-text.ts';

const FONT = readFace(NOTO_SANS, 'regular');
const [COLUMNS, ROWS] = [2, 3];
const MARGIN = 42;
const CELL = { width: 255, height: 250 };
const CODE = 170;

export type PrintedCode = { title: string; iccid: string; activationCode: string; note: string };

/** Returns a PDF (A4) with six QR codes a page, each with its ICCID and activation code. */
export function renderCodes(codes: readonly PrintedCode[], createdAt: Date): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    font: FONT as unknown as string,
    info: { Title: 'eSIM QR codes', Producer: 'Gigastore', CreationDate: createdAt },
  });
  pdf.registerFont('regular', FONT);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    if (codes.length === 0) pdf.addPage();
    for (const [index, code] of codes.entries()) {
      const place = index % (COLUMNS * ROWS);
      if (place === 0) pdf.addPage();
      const x = MARGIN + (place % COLUMNS) * CELL.width;
      const y = MARGIN + Math.floor(place / COLUMNS) * CELL.height;
      drawCode(pdf, code, { x, y });
    }
    pdf.end();
  });
}

function drawCode(
  pdf: PDFKit.PDFDocument,
  { title, iccid, activationCode, note }: PrintedCode,
  { x, y }: { x: number; y: number },
): void {
  drawQrCode(pdf, activationCode, { x, y, size: CODE });
  const width = CELL.width - 20;
  const line = { width, weight: 'regular', size: 9, isWrapped: false } as const;
  printText(pdf, `${title} · ICCID ${iccid}`, { ...line, x: x + 10, y: y + CODE + 4 });
  pdf.font('regular').fontSize(7);
  pdf.text(activationCode, x + 10, y + CODE + 18, { width, height: 18 });
  printText(pdf, note, { ...line, x: x + 10, y: y + CODE + 38 });
}
