import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

const moment = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('a timestamp', () => {
  it('is read as it is written', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(parseTimestamp(at.toISOString())).toEqual(at);
      }),
    );
  });

  it('is read the same without fractions, and with more or fewer digits of them', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const whole = at.toISOString().slice(0, 19);
        const second = new Date(`${whole}Z`);
        expect(parseTimestamp(`${whole}Z`)).toEqual(second);
        expect(parseTimestamp(`${whole} `)).toBeUndefined();
        expect(parseTimestamp(at.toISOString().replace('Z', '999Z'))).toEqual(at);
        expect(parseTimestamp(at.toISOString().replace('Z', '+00:00'))).toEqual(at);
      }),
    );
  });

  it.each([
    ['2026-04-30T12:00:00+02:00', '2026-04-30T10:00:00.000Z'],
    ['2026-04-30t10:00:00z', '2026-04-30T10:00:00.000Z'],
    ['2026-04-30 10:00:00.123456789Z', '2026-04-30T10:00:00.123Z'],
    ['2026-04-30T10:00:00', '2026-04-30T10:00:00.000Z'],
    ['2026-04-30 10:00:00.5', '2026-04-30T10:00:00.500Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00.000Z', '2000-02-29T00:00:00.000Z'],
    ['2026-04-30T24:00:00.000Z', '2026-05-01T00:00:00.000Z'],
    ['0099-12-31T00:00:00.000Z', '0099-12-31T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(iso);
  });

  it.each([
    '',
    '2026-04-30',
    '2026-04-30T10:00Z',
    '2026-02-29T10:00:00Z',
    '2026-04-31T10:00:00Z',
    '1900-02-29T10:00:00.000Z',
    '2026-04-31T10:00:00.000Z',
    '2026-04-00T10:00:00.000Z',
    '2026-00-10T10:00:00.000Z',
    '2026-04-30T10:60:00.000Z',
    '2026-04-30T10:00:60.000Z',
    '2026-04-30T24:00:01.000Z',
    '2026-13-01T10:00:00Z',
    '2026-04-30T25:00:00Z',
    '2026-04-30T10:00:00+99:00',
    ' 2026-04-30T10:00:00Z',
    '1777543200000',
    'yesterday',
  ])('%s is none', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
});
