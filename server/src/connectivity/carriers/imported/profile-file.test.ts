import { expect, test } from 'vitest';
import { withLuhn } from '../../../kernel/check-digits.ts';
import { BAD_LINES_SHOWN, BadProfileFile } from './bad-profile-file.ts';
import { readProfileFile } from './profile-file.ts';

const CODE = 'LPA:1$smdp.example.com$7F-AB12';
const HEADER = 'iccid,imsi,activation_code';

function iccid(number: number): string {
  return withLuhn(`8988${String(number).padStart(14, '0')}`);
}

function imsi(number: number): string {
  return `26201${String(number).padStart(10, '0')}`;
}

function line(number: number): string {
  return `${iccid(number)},${imsi(number)},${CODE}`;
}

function refusalOf(csv: string): BadProfileFile {
  try {
    readProfileFile(csv);
  } catch (error) {
    if (error instanceof BadProfileFile) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

const profile = {
  iccid: iccid(1),
  imsi: imsi(1),
  smdpAddress: 'smdp.example.com',
  matchingId: '7F-AB12',
};

test('reads a file with a header and one without', () => {
  expect(readProfileFile(`${HEADER}\n${line(1)}\n`)).toEqual([{ line: 2, profile }]);
  expect(readProfileFile(line(1))).toEqual([{ line: 1, profile }]);
});

test('reads what other programs write: byte order marks, CRLF, quotes, blanks, empty lines', () => {
  const quoted = `"${iccid(1)}" , ${imsi(1)},"${CODE}"`;
  expect(readProfileFile(`\ufeff${HEADER}\r\n\r\n${quoted}\r\n`)).toEqual([{ line: 3, profile }]);
});

test('a header says where the columns stand, and others are passed over', () => {
  const file = `MSISDN,Activation_Code,IMSI,ICCID\n4917,${CODE},${imsi(1)},${iccid(1)}\n`;
  expect(readProfileFile(file)).toEqual([{ line: 2, profile }]);
});

test('every bad line is named with its number and what is wrong with it', () => {
  const file = [
    HEADER,
    line(1),
    `${iccid(2).slice(0, -1)}x,${imsi(2)},${CODE}`,
    `${iccid(3)},2620,${CODE}`,
    `${iccid(4)},${imsi(4)},smdp.example.com`,
    `${iccid(5)}`,
  ].join('\n');
  const { badLines, badLineCount, message } = refusalOf(file);
  expect(badLines).toEqual([
    { line: 3, reason: 'the ICCID is not 19 or 20 digits, from 89 to a right check digit' },
    { line: 4, reason: 'the IMSI is not 15 digits' },
    { line: 5, reason: 'the activation code is not LPA:1$<SM-DP+ address>$<matching id>' },
    { line: 6, reason: 'the IMSI is not 15 digits' },
  ]);
  expect(badLineCount).toBe(4);
  expect(message).toBe('Nothing was imported, because 4 lines are wrong.');
});

test('without a header a line has exactly three values', () => {
  expect(refusalOf(`${line(1)}\n${line(2)},extra\n`).badLines).toEqual([
    { line: 2, reason: 'has 4 values and not iccid, imsi, activation_code' },
  ]);
});

test('an ICCID or IMSI twice in the file is named with the line that had it first', () => {
  const sameIccid = `${iccid(1)},${imsi(2)},${CODE}`;
  const sameImsi = `${iccid(3)},${imsi(1)},${CODE}`;
  expect(refusalOf([line(1), sameIccid, sameImsi].join('\n')).badLines).toEqual([
    { line: 2, reason: 'the ICCID is that of line 1' },
    { line: 3, reason: 'the IMSI is that of line 1' },
  ]);
});

test('a quotation mark in a wrong place is named with its line', () => {
  const { badLines } = refusalOf(`${line(1)}\n89"1,${imsi(2)},${CODE}\n${line(3)}\n`);
  expect(badLines[0]).toEqual({ line: 2, reason: 'has a quotation mark in a wrong place' });
});

test.each(['', '\n\n', `${HEADER}\n`])('%j has no profiles', (file) => {
  expect(refusalOf(file).badLines).toEqual([{ line: 1, reason: 'the file has no profiles' }]);
});

test('shows the first bad lines of many and counts them all', () => {
  const refusal = refusalOf(
    Array(BAD_LINES_SHOWN + 50)
      .fill('x,y,z')
      .join('\n'),
  );
  expect(refusal.badLines.at(-1)?.line).toBe(BAD_LINES_SHOWN);
  expect(refusal.badLineCount).toBe(BAD_LINES_SHOWN + 50);
});
