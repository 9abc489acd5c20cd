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
  smdpOid: null,
  confirmationCode: null,
  apn: null,
};

const A = '8944502102198304824';
const FIRST = [{ line: 2, profile }];
const linesOf = (csv: string) => readProfileFile(csv).lines;

test('a file is read with a header and without one', () => {
  expect(linesOf(`${HEADER}\n${line(1)}\n`)).toEqual(FIRST);
  expect(linesOf(line(1))).toEqual([{ line: 1, profile }]);
});

test.each([
  ['semicolons', `iccid;imsi;activation_code\n${line(1).replaceAll(',', ';')}`],
  ['tabs', `iccid\timsi\tactivation_code\n${line(1).replaceAll(',', '\t')}`],
  ['headings in another case', `ICCID,IMSI,Activation Code\n${line(1)}`],
  ['other columns and another order', `x,LPA,IMSI,ICCID\n4917,${CODE},${imsi(1)},${iccid(1)}`],
  ['a byte order mark, CRLF and quotes', `\ufeff${HEADER}\r\n"${iccid(1)}" , ${imsi(1)},"${CODE}"`],
  ['carriage returns alone', `${HEADER}\r${line(1)}\r`],
  ['text guards', `${HEADER}\n="${iccid(1)}",'${imsi(1)},${CODE}`],
  [
    'an address and a matching ID',
    `ICCID,IMSI,SMDP+ Address,Matching ID\n${iccid(1)},${imsi(1)},smdp.example.com,7F-AB12`,
  ],
  ['rows without any value', `${HEADER}\n${line(1)}\n,,\n\n`],
])('a file is read with %s', (_, csv) => {
  expect(linesOf(csv)).toEqual(FIRST);
});

test.each([
  ['a sep= line', `sep=;\n${HEADER.replaceAll(',', ';')}\n${line(1).replaceAll(',', ';')}`],
  ['a title above the header', `Order 4711,,\n${HEADER}\n${line(1)}`],
])('a file with %s keeps the numbers of its lines', (_, csv) => {
  expect(linesOf(csv)).toEqual([{ line: 3, profile }]);
});

test('a profile needs no IMSI', () => {
  const csv = `ICCID,SMDP+ Address,Matching ID\n${iccid(1)},smdp.example.com,7F-AB12\n`;
  expect(linesOf(csv)).toEqual([{ line: 2, profile: { ...profile, imsi: null } }]);
  expect(linesOf(`${HEADER}\n${iccid(1)},,${CODE}\n${iccid(2)},,${CODE}`)).toHaveLength(2);
});

test.each([`${A}F`, `'${A}`, '8944 5021 0219 8304 824', '8944-5021-0219-8304-824'])(
  'the ICCID %s is read in its one spelling',
  (text) => {
    const csv = `${HEADER}\n${text},${imsi(1)},${CODE}`;
    expect(linesOf(csv)[0]?.profile.iccid).toBe(A);
  },
);

test('an activation code keeps the OID of its SM-DP+', () => {
  const code = 'LPA:1$smdp.example.com$12345-67890-11223-2AB7C$1.3.6.1.2.1.53860.7.5.1.1';
  const [read] = linesOf(`${HEADER}\n${iccid(1)},${imsi(1)},${code}`);
  expect(read?.profile.smdpOid).toBe('1.3.6.1.2.1.53860.7.5.1.1');
});

test('unusual ICCIDs are refused unless the operator takes them, and are counted then', () => {
  const unusual = ['8944502102198304825', '894450210219830482', '898604B7192271001234'];
  const csv = [HEADER, ...unusual.map((text) => `${text},,${CODE}`), line(1)].join('\n');
  expect(refusalOf(csv).badLines.map((bad) => bad.line)).toEqual([2, 3, 4]);
  const file = readProfileFile(csv, { takesUnusual: true });
  expect(file.unusualIccids).toBe(3);
  expect(file.lines.map((read) => read.profile.iccid)).toEqual([...unusual, iccid(1)]);
});

test('every wrong line is named with its number and its fault', () => {
  const file = [
    HEADER,
    line(1),
    `${iccid(2).slice(0, -1)}x,${imsi(2)},${CODE}`,
    `${iccid(3)},2620,${CODE}`,
    `${iccid(4)},${imsi(4)},smdp.example.com`,
    `8.94E+18,${imsi(5)},${CODE}`,
    `${iccid(6)},${imsi(6)},${CODE}$$1`,
  ].join('\n');
  const { badLines, badLineCount, message } = refusalOf(file);
  expect(badLines).toEqual([
    { line: 3, reason: expect.stringContaining('has other signs than digits') },
    { line: 4, reason: 'the IMSI is not 15 digits' },
    { line: 5, reason: 'the activation code is not LPA:1$<SM-DP+ address>$<matching id>' },
    { line: 6, reason: expect.stringContaining('a spreadsheet shortened this number') },
    { line: 7, reason: expect.stringContaining('asks for a confirmation code') },
  ]);
  expect(badLineCount).toBe(5);
  expect(message).toBe('Nothing was imported, because 5 lines are wrong.');
});

test('a confirmation code and an APN have columns of their own', () => {
  const csv = `${HEADER},Confirmation Code,APN\n${line(1)},4711,data.alpine\n${line(2)},,`;
  expect(readProfileFile(csv).lines.map(({ profile }) => profile)).toMatchObject([
    { confirmationCode: '4711', apn: 'data.alpine' },
    { confirmationCode: null, apn: null },
  ]);
  const wrong = `${HEADER},Confirmation Code,APN\n${line(1)},47 11,\n${line(2)},,da ta`;
  expect(refusalOf(wrong).badLines).toEqual([
    { line: 2, reason: expect.stringContaining('the confirmation code is not') },
    { line: 3, reason: expect.stringContaining('the APN has other signs') },
  ]);
});

test('a line of a file without a header has exactly three values', () => {
  expect(refusalOf(`${line(1)}\n${line(2)},extra\n`).badLines).toEqual([
    { line: 2, reason: 'has 4 values (separated by ","?) and not iccid, imsi, activation_code' },
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
