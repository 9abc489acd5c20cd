import { codewordsOf, type QrVersion, versionFor } from './qr-codewords.ts';

type Grid = { dots: boolean[][]; isFixed: boolean[][] };

/** The quiet zone around a code (ISO/IEC 18004 section 9.1), in its own dots. */
const QUIET_ZONE = 4;
/** The width of the picture where no CSS sets another one. */
const WIDTH = 240;
/** Medium correction with mask 0 (section 7.9): 15 bits. */
const FORMAT = 0b101010000010010;

/**
 * Returns the text as a QR code in an SVG, which screen readers name by `label`. It is 240 pixels wide
 * if CSS does not set another width. Throws a RangeError if the text is longer than 666 bytes.
 */
export function qrSvg(text: string, { label }: { label: string }): string {
  const dots = qrDots(text);
  const size = dots.length + 2 * QUIET_ZONE;
  const path = dots.flatMap((row, y) =>
    row.flatMap((isBlack, x) => (isBlack ? `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z` : [])),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${WIDTH}" \
role="img" aria-label="${escapeText(label)}" shape-rendering="crispEdges"><path fill="#fff" \
d="M0 0h${size}v${size}H0z"/><path d="${path.join('')}"/></svg>`;
}

function qrDots(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const size = version.number * 4 + 17;
  const empty = () => Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const grid = { dots: empty(), isFixed: empty() };
  drawPatterns(grid, version.number);
  drawFormat(grid);
  drawData(grid, codewordsOf(bytes, version));
  return grid.dots;
}

function fix({ dots, isFixed }: Grid, x: number, y: number, isBlack: boolean): void {
  const row = dots[y];
  const fixedRow = isFixed[y];
  if (!row || !fixedRow || x < 0 || x >= row.length) return;
  row[x] = isBlack;
  fixedRow[x] = true;
}

function drawPatterns(grid: Grid, version: QrVersion['number']): void {
  const size = grid.dots.length;
  for (let i = 0; i < size; i += 1) {
    fix(grid, 6, i, i % 2 === 0);
    fix(grid, i, 6, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    drawSquares(grid, { x, y, reach: 4, white: [2, 4] });
  }
  const places = alignments(version, size);
  const last = places.length - 1;
  for (const [i, y] of places.entries()) {
    for (const [j, x] of places.entries()) {
      const isCorner = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
      if (!isCorner) drawSquares(grid, { x, y, reach: 2, white: [1] });
    }
  }
  if (version >= 7) drawVersion(grid, version);
}

/** Draws squares around a dot, of which those at the distances `white` are white. */
function drawSquares(
  grid: Grid,
  { x, y, reach, white }: { x: number; y: number; reach: number; white: number[] },
): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      fix(grid, x + dx, y + dy, !white.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

function alignments(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((size - 13) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - step * i).reverse()];
}

function drawVersion(grid: Grid, version: number): void {
  let rest = version;
  for (let i = 0; i < 12; i += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i += 1) {
    const far = grid.dots.length - 11 + (i % 3);
    const near = Math.floor(i / 3);
    fix(grid, far, near, bitOf(bits, i));
    fix(grid, near, far, bitOf(bits, i));
  }
}

function drawFormat(grid: Grid): void {
  const size = grid.dots.length;
  for (let i = 0; i < 15; i += 1) {
    const isBlack = bitOf(FORMAT, i);
    if (i < 6) fix(grid, 8, i, isBlack);
    else if (i < 8) fix(grid, 8, i + 1, isBlack);
    else if (i === 8) fix(grid, 7, 8, isBlack);
    else fix(grid, 14 - i, 8, isBlack);
    if (i < 8) fix(grid, size - 1 - i, 8, isBlack);
    else fix(grid, 8, size - 15 + i, isBlack);
  }
  fix(grid, 8, size - 8, true);
}

/** Fills two columns at a time from the right, up and down in turn, under mask 0. */
function drawData({ dots, isFixed }: Grid, codewords: readonly number[]): void {
  const size = dots.length;
  let i = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    // The column of the timing pattern is left out.
    if (right === 6) right -= 1;
    for (let n = 0; n < size; n += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - n : n;
      for (const x of [right, right - 1]) {
        const row = dots[y];
        if (!row || isFixed[y]?.[x]) continue;
        const isBlack = bitOf(codewords[i >> 3] ?? 0, 7 - (i & 7));
        row[x] = isBlack !== ((x + y) % 2 === 0);
        i += 1;
      }
    }
  }
}

function bitOf(value: number, place: number): boolean {
  return ((value >>> place) & 1) === 1;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
