import { describe, expect, it } from 'vitest';
import { shortenedNumber } from './shortened-number.ts';
import { decodeSheet, readSheet, type SheetLayout } from './spreadsheet.ts';

type Column = 'name' | 'price';
const LAYOUT: SheetLayout<Column> = {
  headings: { name: ['name', 'itemname'], price: ['price'] },
  isHeader: (columns) => columns.has('name'),
};
const rowsOf = (text: string) => readSheet(text, LAYOUT).rows;
const WANTED = [{ line: 2, values: { name: 'Europe', price: '2.90' } }];

describe('a spreadsheet', () => {
  it.each([
    ['commas', 'name,price\nEurope,2.90\n'],
    ['semicolons and CRLF', 'name;price\r\nEurope;2.90\r\n'],
    ['tabs', 'name\tprice\nEurope\t2.90'],
    ['headings in another case and order', 'Price,Other,Item Name\n2.90,x,Europe'],
    ['a byte order mark', '\uFEFFname,price\nEurope,2.90'],
    ['quotes and blanks', '"name" , price\n "Europe", 2.90 '],
    ['lines without any value', 'name;price\nEurope;2.90\n;\n;;\n'],
  ])('is read with %s', (_, text) => {
    expect(rowsOf(text)).toEqual(WANTED);
  });

  it.each([
    ['a sep= line', 'sep=;\nname;price\nEurope;2.90'],
    ['a title above the header', 'Price list 2026;\nname;price\nEurope;2.90'],
  ])('is read with %s, and keeps the numbers of its lines', (_, text) => {
    expect(rowsOf(text)).toEqual([{ ...WANTED[0], line: 3 }]);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-16le without a mark', 'utf-8', 'windows-1252'])(
    'is decoded from %s',
    (encoding) => {
      const { text } = decodeSheet(encode('name\nÖsterreich', encoding));
      expect(text.replace('\uFEFF', '')).toBe('name\nÖsterreich');
    },
  );

  it('loses the guards that keep numbers text', () => {
    const text = `name,price\n="8944502102198304824",'2602\n"=""8944""",x`;
    expect(rowsOf(text).map(({ values }) => values.name)).toEqual(['8944502102198304824', '8944']);
    expect(rowsOf(text)[0]?.values.price).toBe('2602');
  });

  it('without a header names the first line and the separator', () => {
    const { faults } = readSheet('Europe;2.90\n', LAYOUT);
    const reason =
      'no line names the columns; the first line has: Europe, 2.90 (separated by ";"?)';
    expect(faults).toEqual([{ line: 1, reason }]);
  });

  it.each(['8.94E+18', '8,94E+18', '9E18'])('names the shortened number %s', (text) => {
    expect(shortenedNumber(text)).toMatch(/^a spreadsheet shortened this number/);
    expect(shortenedNumber('8944502102198304824')).toBeUndefined();
  });
});

function encode(text: string, encoding: string): Uint8Array {
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  switch (encoding) {
    case 'utf-16le':
      return utf16;
    case 'utf-16be':
      return utf16.swap16();
    case 'utf-16le without a mark':
      return utf16.subarray(2);
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
    default:
      return Buffer.from(text);
  }
}
