import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { readPng, readSvgCode } from '../../test/support/pictures.ts';
import { qrPng, qrSvg } from './qr-code.ts';

const CODES = [
  'LPA:1$smdp.sandbox.example$0F3A9C11-77AB20DE-91C4E6F0-5B6D7E8F',
  'LPA:1$smdp.example$1234567890ABCDEF',
  `LPA:1$${'a'.repeat(180)}.example$${'Z'.repeat(60)}`,
];

describe.each(CODES)('the QR code of %s', (code) => {
  it('is read back from the PNG', () => {
    expect(decodeQR(readPng(qrPng(code)))).toBe(code);
  });

  it('is read back from the SVG', () => {
    expect(readSvgCode(qrSvg(code))).toBe(code);
  });

  it('has white all around it, as scanners need', () => {
    const { width, data } = readPng(qrPng(code));
    const quiet = 4 * 12;
    const isWhite = (x: number, y: number) => data[(y * width + x) * 4] === 255;
    for (let x = 0; x < width; x += 1) expect(isWhite(x, quiet - 1)).toBe(true);
    expect(isWhite(quiet, quiet)).toBe(false);
  });
});

it('says whatever an activation code can say', () => {
  const part = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9.-]{1,${max}}$`));
  fc.assert(
    fc.property(part(60), part(60), (smdpAddress, matchingId) => {
      const code = `LPA:1$${smdpAddress}$${matchingId}`;
      expect(decodeQR(readPng(qrPng(code)))).toBe(code);
    }),
    { numRuns: 25 },
  );
});
