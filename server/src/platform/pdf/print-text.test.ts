import { expect, it } from 'vitest';
import { readPdf } from '../../../test/support/pdf.ts';
import { findUnprintable, nameLetter } from './fonts.ts';
import { renderPdf } from './pdf-file.ts';
import { printText } from './print-text.ts';
import { runsOf } from './runs.ts';

const ABOUT = { title: 'Letters', author: 'Test', locale: 'en', createdAt: new Date(0) } as const;
const BOX = { x: 56, y: 56, width: 480, weight: 'regular', size: 10 } as const;

/** Prints a text and reads it back, with the spaces between its pieces taken out. */
async function printed(text: string, more: { width?: number; isWrapped?: boolean } = {}) {
  const bytes = await renderPdf(ABOUT, (pdf) => {
    printText(pdf, text, { ...BOX, ...more });
  });
  return { text: bare((await readPdf(bytes)).text), bytes: bytes.length };
}
/** Readers turn the two letters of the ligature of lam and alef around with the rest. */
const bare = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\s\u200b]/g, '')
    .replace(/[ال]+/g, (letters) => [...letters].sort().join(''));

it.each([
  ['Vietnamese', 'CÔNG TY TNHH DỊCH VỤ DU LỊCH VIỆT'],
  ['signs', '№ 5, 12½, TravelSIM®, Data™, 5 m², 10 €'],
  ['Greek and Cyrillic', 'Ταξίδια Α.Ε., ТОВ «Подорож і зв’язок», Ђорђе'],
  ['Hebrew', 'חברת תקשורת בינלאומית בע״מ'],
  ['Arabic', 'شركة الاتصالات السياحية'],
  ['Thai', 'บริษัท ท่องเที่ยว จำกัด ชั้น ๓ น้ำ ที่'],
  ['simplified Chinese', '上海旅游通信有限公司'],
  ['traditional Chinese', '臺灣國際電信股份有限公司'],
  ['Japanese', '株式会社トラベルしむ、東京都港区1-2-3'],
  ['Korean', '주식회사 여행통신 (서울)'],
  ['Latin letters sent in pieces', 'Cafe\u0301 Zu\u0308rich'],
])('%s text is printed and read back as it was', async (_, text) => {
  expect(findUnprintable(text.normalize('NFC'))).toBeUndefined();
  const { text: read, bytes } = await printed(text);
  expect(read).toBe(bare(text));
  expect(bytes).toBeLessThan(60_000);
});

it('two letters of one glyph are read back as they were, each in its document', async () => {
  for (const letter of ['\u5c22', '\u2f2a', '\u5c22']) {
    expect((await printed(letter)).text).toBe(letter);
  }
});

it('several scripts on one line are read back in their order', async () => {
  const { text } = await printed('Acme 旅行 GmbH, ул. Мира 5');
  expect(text).toBe(bare('Acme 旅行 GmbH, ул. Мира 5'));
});

it('numbers and Latin words inside Hebrew stand where they are read', () => {
  const runs = runsOf('חברת Travel SIM בע״מ (2026)').map(({ text }) => text.trim());
  const written = ['(', '2026', ')', 'בע״מ', 'Travel SIM', 'חברת'];
  expect(runs.filter((run) => run !== '')).toEqual(written);
});

it('signs between words that are read from the right stand between them', () => {
  const textsOf = (line: string) => runsOf(line, 'rtl').map(({ text }) => text);
  expect(textsOf('كلمة. كلمة')).toEqual(['كلمة', ' .', 'كلمة']);
  expect(textsOf('(كلمة) 12')).toEqual(['12', ' (', 'كلمة', ')']);
  expect(textsOf('1. كلمة')).toEqual(['كلمة', ' .', '1']);
});

it('a long text without spaces goes on in the next line, with no letter lost', async () => {
  const text = '上海旅游通信有限公司'.repeat(12);
  expect((await printed(text, { width: 200 })).text).toBe(text);
  const words = 'บริษัทท่องเที่ยวจำกัด'.repeat(8);
  expect((await printed(words, { width: 200 })).text).toBe(words);
});

it('a text for one line ends in an ellipsis', async () => {
  const { text } = await printed('上海旅游通信有限公司'.repeat(12), {
    width: 60,
    isWrapped: false,
  });
  expect(text).toMatch(/^上海旅.*…$/);
});

it('a letter that no font has is named, and printed by its name', async () => {
  for (const letter of ['🌍', '\u{10ffff}', '\u0007', '\u202e', '\ufffe', 'ᚠ']) {
    expect(findUnprintable(`Europe ${letter}`)).toBe(letter);
  }
  expect(nameLetter('🇦🇹')).toBe('U+1F1E6 U+1F1F9');
  expect((await printed('Europe 🌍 5 GB')).text).toBe('Europe[U+1F30D]5GB');
});
