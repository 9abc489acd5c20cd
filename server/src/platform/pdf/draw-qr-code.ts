import { qrDots } from '../../kernel/qr-code.ts';
import type { Pdf } from './pdf-file.ts';

/** Draws a text as a QR code with its quiet zone, as a square of `size` points. */
export function drawQrCode(
  pdf: Pdf,
  text: string,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  const rows = qrDots(text);
  const dot = size / rows.length;
  const black = rows.flatMap((dots, row) =>
    dots.flatMap((isBlack, column) => (isBlack ? [{ row, column }] : [])),
  );
  for (const { row, column } of black) pdf.rect(x + column * dot, y + row * dot, dot, dot);
  pdf.fill('black');
}
