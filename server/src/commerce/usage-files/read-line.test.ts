import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFormatFaults, type UsageFileFormat } from './format.ts';
import { readBytes } from './read-bytes.ts';
import { createLineReader } from './read-line.ts';
import { splitLine } from './split-line.ts';
import { compileTimeFormat } from './time-format.ts';

const FORMAT: UsageFileFormat = {
  delimiter: 'comma',
  encoding: 'utf-8',
  skippedLines: 0,
  hasHeader: true,
  hasDecimalComma: false,
  iccidColumn: 'ICCID',
  imsiColumn: null,
  usageColumns: ['Up', 'Down'],
  bytesPerUnit: 1,
  startColumns: ['Date', 'Time'],
  endColumns: [],
  durationColumn: 'Seconds',
  timeFormat: 'DD.MM.YYYY HH:mm:ss',
  timeZone: 'Europe/Vienna',
  countryColumn: null,
  mccMncColumn: 'Network',
  mccColumn: null,
  mncColumn: null,
  recordIdColumn: null,
  identityColumns: ['ICCID', 'Date', 'Time'],
};
const HEADING = 'Date,Time,Seconds,iccid, network ,Up,Down';
const LINE = '30.07.2026,11:55:36,60,8997212330099184891,232-01,100,28';

function readBy(line: string, more: Partial<UsageFileFormat> = {}, heading = HEADING) {
  const opened = createLineReader({ ...FORMAT, ...more }, heading);
  return 'fault' in opened ? opened : opened.read(line);
}

describe('a line of a usage file', () => {
  it('is read by the names of its columns, in their units and their time zone', () => {
    expect(readBy(LINE)).toEqual({
      record: {
        recordId: expect.stringMatching(/^line:[\w-]{43}$/),
        iccid: '8997212330099184891',
        bytes: 128,
        mcc: '232',
        mnc: '01',
        startedAt: '2026-07-30T09:55:36.000Z',
        endedAt: '2026-07-30T09:56:36.000Z',
      },
    });
  });

  it('has the same identity in quotes, and another one with another value', () => {
    const idOf = (line: string) =>
      (readBy(line) as { record: { recordId: string } }).record.recordId;
    const quoted = LINE.split(',').map((cell) => `"${cell}"`);
    expect(idOf(quoted.join(' , '))).toBe(idOf(LINE));
    expect(idOf(LINE.replace('11:55:36', '11:55:37'))).not.toBe(idOf(LINE));
    expect(idOf(LINE.replace(',28', ',29'))).toBe(idOf(LINE));
  });

  it.each([
    ['an open quote', LINE.replace('60', '"60'), 'quotation mark'],
    ['no ICCID', LINE.replace('8997212330099184891', ''), 'ICCID is missing'],
    ['a shortened ICCID', LINE.replace('8997212330099184891', '8.99721E+18'), 'shortened'],
    ['no usage', LINE.replace('100,28', ','), 'usage is missing'],
    ['thousands', LINE.replace('100,28', '1 000,28'), 'not a number'],
    ['a negative usage', LINE.replace('100', '-100'), 'not a number'],
    ['more than can be counted', LINE.replace('100', '9007199254740993'), 'too large'],
    ['no such day', LINE.replace('30.07', '31.06'), 'is not a time DD.MM.YYYY'],
    ['no such network', LINE.replace('232-01', 'Vienna'), 'not an MCC'],
    ['no network', LINE.replace('232-01', ''), 'missing'],
    ['a duration in words', LINE.replace(',60,', ',1 min,'), 'seconds'],
  ])('with %s says so', (_, line, reason) => {
    expect(readBy(line)).toEqual({ reason: expect.stringContaining(reason) });
  });

  it('is read by numbers of columns without a header, as another carrier writes it', () => {
    const columns = {
      iccidColumn: null,
      imsiColumn: '1',
      usageColumns: ['2'],
      startColumns: ['3'],
    };
    const read = readBy('232010000000001|1,5|1785405336|at||REC-1', {
      ...columns,
      ...{ delimiter: 'bar', hasHeader: false, hasDecimalComma: true, bytesPerUnit: 1_048_576 },
      ...{ timeFormat: 'UNIX', durationColumn: null, mccMncColumn: null, countryColumn: '4' },
      ...{ endColumns: [], recordIdColumn: '6', identityColumns: [] },
    });
    const time = '2026-07-30T09:55:36.000Z';
    expect(read).toEqual({
      record: {
        ...{ recordId: 'REC-1', imsi: '232010000000001', bytes: 1_572_864, country: 'at' },
        ...{ startedAt: time, endedAt: time },
      },
    });
  });

  it('cannot be read if the file lacks columns', () => {
    const fault = 'the file has no columns Network, Up, Down; its columns are: Date, Time, ICCID';
    expect(readBy(LINE, { durationColumn: null }, 'Date,Time,ICCID')).toEqual({ fault });
  });
});

describe('the cells of a line', () => {
  it('are those that a writer of CSV was given', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', 'é', '0') });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (cells, by) => {
          const line = stringify([cells], { delimiter: by, record_delimiter: '', quoted: true });
          expect(splitLine(line, by)).toEqual(cells.map((one) => one.trim()));
        },
      ),
    );
  });

  it('may have quotes that begin no cell', () => {
    expect(splitLine('a "b",c""', ',')).toEqual(['a "b"', 'c""']);
    expect(splitLine('"a"b,c', ',')).toBeUndefined();
    expect(splitLine('', ',')).toEqual(['']);
    expect(splitLine('"a",', ',')).toEqual(['a', '']);
  });
});

describe('a number of bytes', () => {
  it('is exact for every number of units', () => {
    const unit = fc.constantFrom(1, 1_000, 1_024, 1_048_576);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 99 }),
        unit,
        (whole, part, bytesPerUnit) => {
          const text = `${whole},${String(part).padStart(2, '0')}`;
          const exact = (BigInt(whole) * 100n + BigInt(part)) * BigInt(bytesPerUnit);
          const read = readBytes(text, { hasDecimalComma: true, bytesPerUnit });
          expect(read).toEqual({ bytes: (exact + 50n) / 100n });
        },
      ),
    );
  });

  it.each(['', '1.000.000', '1,5', '1e6', '0x10', ' 1', '+1', 'NaN'])('is not %j', (text) => {
    expect(readBytes(text, { hasDecimalComma: false, bytesPerUnit: 1 })).toHaveProperty('fault');
  });
});

describe('a form of times', () => {
  const read = (format: string, text: string) => {
    const compiled = compileTimeFormat(format);
    const time = 'read' in compiled ? compiled.read(text) : undefined;
    if (!time) return undefined;
    return 'moment' in time ? time.moment.toISOString() : new Date(time.localMs).toISOString();
  };
  const MOMENT = '2026-04-05T13:07:09.000Z';

  it.each([
    ['RFC3339', '2026-04-05T15:07:09+02:00'],
    ['RFC3339', '2026-04-05 13:07:09'],
    ['UNIX', '1775394429'],
    ['UNIX_MS', '1775394429000'],
    ['YYYYMMDDHHmmss', '20260405130709'],
    ['M/D/YY h:mm:ss A', '4/5/26 1:07:09 pm'],
    ['D MMM YYYY H:mm:ss', '5 Apr 2026 13:07:09'],
    ['YYYY-MM-DDTHH:mm:ss.SSSZ', '2026-04-05T15:07:09.000+0200'],
  ])('%s reads %s', (format, text) => {
    expect(read(format, text)).toBe(MOMENT);
    expect(read(format, `${text}x`)).toBeUndefined();
  });

  it.each([
    ['DD.MM.YYYY', 'no hour'],
    ['DD.MM.YYYY hh:mm', 'needs A'],
    ['DD.MM.YYYY HH:mm A', 'needs A'],
    ['DD.MM.YYYY HH:mm foo', 'not known'],
    ['DD.DD.YYYY HH:mm', 'day twice'],
  ])('%s is none', (format, fault) => {
    expect(compileTimeFormat(format)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it.each(['29.02.2026 10:00', '01.13.2026 10:00', '01.01.2026 24:00', '01.01.2026 10:60'])(
    'no moment is %s',
    (text) => expect(read('DD.MM.YYYY HH:mm', text)).toBeUndefined(),
  );
});

describe('a format', () => {
  it('has every fault named with its field', () => {
    expect(findFormatFaults(FORMAT)).toEqual([]);
    const wrong = {
      ...{ iccidColumn: null, mccMncColumn: null, mncColumn: 'MNC', identityColumns: [] },
      ...{ endColumns: ['End'], timeZone: 'Vienna', timeFormat: 'HH:mm', hasHeader: false },
    };
    const paths = findFormatFaults({ ...FORMAT, ...wrong }).map(({ path }) => path);
    expect([...new Set(paths)].sort()).toEqual(
      [
        ...['/countryColumn', '/durationColumn', '/endColumns', '/iccidColumn', '/mncColumn'],
        ...['/recordIdColumn', '/startColumns', '/timeFormat', '/timeZone', '/usageColumns'],
      ].sort(),
    );
  });
});
