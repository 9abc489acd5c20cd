import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createInspector, type Inspect } from './axe.ts';
import { startChromium } from './chromium.ts';
import { forThisFile } from './for-this-file.ts';

const browser = await forThisFile(startChromium(), { hasBooks: false });
const page: Page = await browser.newPage();
const PALE = '<p style="color: #bbb">Pale</p>';

/** Shows the content and returns the rules that it breaks. */
async function rulesOf(inspect: Inspect, content: string, coloursOnly = false): Promise<string[]> {
  await page.setContent(`<html lang="en"><title>A</title><main><h1>A</h1>${content}</main>`);
  const found = await inspect(page, { coloursOnly });
  return found.map((one) => one.replace(/:.*/s, ''));
}

it('finds pale text on each page that has it, also after a page without', async () => {
  const inspect = createInspector();
  expect(await rulesOf(inspect, '<p>Black</p>')).toEqual([]);
  for (const coloursOnly of [false, true]) {
    expect(await rulesOf(inspect, PALE, coloursOnly)).toEqual(['color-contrast']);
  }
});

it.each([
  ['behind it', '<div style="background: #333"><p>Black</p></div>'],
  ['half clear behind it', '<div style="background: rgba(0, 0, 0, 0.8)"><p>Black</p></div>'],
  ['its opacity', '<p style="opacity: 0.3">Black</p>'],
  ['hidden before', `<p style="visibility: hidden; color: #ccc">Pale</p>`, PALE],
  ['disabled before', `<button disabled style="color: #bbb">Pale</button>`, PALE],
])('measures the same text again with another colour: %s', async (_, ...pages) => {
  const inspect = createInspector();
  const found = [await rulesOf(inspect, '<p>Black</p>')];
  for (const content of pages) found.push(await rulesOf(inspect, content, true));
  expect(found.at(-1)).toEqual(['color-contrast']);
});

it('finds what is wrong apart from colours on a page whose colours it has seen', async () => {
  const inspect = createInspector();
  expect(await rulesOf(inspect, '<p>Black</p>')).toEqual([]);
  expect(await rulesOf(inspect, '<p>Black</p><img src="data:,">')).toEqual(['image-alt']);
});
