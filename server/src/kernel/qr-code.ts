import { encodeQR } from 'qr';
import { toPng } from './png.ts';

/** A printed or photographed code loses some; a quarter more dots would be harder to scan. */
const CORRECTION = 'medium';
/** The quiet zone around a code (ISO/IEC 18004 section 9.1), in its own dots. */
const QUIET_ZONE = 4;
/** Pixels a dot: sharp on a screen and in a mail, and in print. */
const PNG_SCALES = { usual: 12, large: 24 };
export type PngSize = keyof typeof PNG_SCALES;

/** Returns the text as a QR code in a PNG. */
export function qrPng(text: string, size: PngSize = 'usual'): Buffer {
  return toPng(qrDots(text), PNG_SCALES[size]);
}

/** Returns the text as a QR code in an SVG: one path of runs of dots, on white. */
export function qrSvg(text: string): string {
  const rows = qrDots(text);
  const path = rows.flatMap((row, y) => runsOf(row).map(([x, n]) => `M${x} ${y}h${n}v1h-${n}z`));
  const size = rows.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" \
shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/>\
<path d="${path.join('')}"/></svg>`;
}

/** Returns the dots of the QR code, row by row, with the quiet zone. */
export function qrDots(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: CORRECTION, border: QUIET_ZONE });
}

/** Returns where each run of black dots starts in the row, and how long it is. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [x, isBlack] of row.entries()) {
    const last = runs.at(-1);
    if (isBlack && last && last[0] + last[1] === x) last[1] += 1;
    else if (isBlack) runs.push([x, 1]);
  }
  return runs;
}
