import { drawQrCode } from '../../platform/pdf/draw-qr-code.ts';
import { type Pdf, printPdf } from '../../platform/pdf/pdf-file.ts';
import { printText } from '../../platform/pdf/print-text.ts';

const [COLUMNS, ROWS] = [2, 3];
const MARGIN = 42;
const CELL = { width: 255, height: 250 };
const CODE = 170;

export type PrintedCode = { title: string; iccid: string; activationCode: string; note: string };

/** Returns a PDF (A4) with six QR codes a page, each with its ICCID and activation code. */
export function renderCodes(codes: readonly PrintedCode[], createdAt: Date): Promise<Buffer> {
  const options = {
    margin: 0,
    autoFirstPage: false,
    info: { Title: 'eSIM QR codes', Producer: 'Gigastore', CreationDate: createdAt },
  };
  return printPdf(options, (pdf) => {
    if (codes.length === 0) pdf.addPage();
    for (const [index, code] of codes.entries()) {
      const place = index % (COLUMNS * ROWS);
      if (place === 0) pdf.addPage();
      const x = MARGIN + (place % COLUMNS) * CELL.width;
      const y = MARGIN + Math.floor(place / COLUMNS) * CELL.height;
      drawCode(pdf, code, { x, y });
    }
  });
}

function drawCode(
  pdf: Pdf,
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
