import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { readPdf } from '../../../test/support/pdf.ts';
import { buy, openPages } from '../../../test/support/public-pages.ts';
import type { Shop } from '../../../test/support/shop.ts';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import { WORDS } from './words/index.ts';

let shop: Shop;
const pages = await forThisFile(openPages());

beforeEach(async () => {
  shop = await pages.newShop();
});

const MEGABYTE = 1_000_000;

describe('the sheet to print', () => {
  it('has the codes, what was bought and the steps', async () => {
    const { esimProfile } = await buy(shop, { inventoryItemId: shop.items.austria });
    const sheet = await pages.open(`${esimProfile.installationUrl}/sheet.pdf?lang=en`);
    expect(sheet.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
      'content-disposition': `inline; filename="esim-${esimProfile.iccid.slice(-4)}.pdf"`,
    });
    const { text, title } = await readPdf(sheet.rawPayload);
    const [, smdpAddress, matchingId] = esimProfile.activationCode.split('$');
    expect(title).toBe('Install your eSIM');
    for (const part of [smdpAddress, matchingId, esimProfile.iccid, 'eSIM Austria 1 GB']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Works in Austria');
    expect(text).toMatch(/On an iPhone .*On an Android phone/);
  });

  it.each(TRAVELLER_LANGUAGES)('is one page with every letter in %s', async (language) => {
    const { esimProfile } = await buy(shop);
    const url = `${esimProfile.installationUrl}/sheet.pdf?lang=${language}`;
    const { rawPayload } = await pages.open(url);
    expect(rawPayload.length).toBeLessThan(MEGABYTE);
    const pdf = await getDocument({ data: new Uint8Array(rawPayload), verbosity: 0 }).promise;
    expect(pdf.numPages).toBe(1);
    await pdf.destroy();
    const squeeze = (text: string) => text.normalize('NFKC').replace(/\s|\p{Cf}/gu, '');
    const { text } = await readPdf(rawPayload);
    // Lines that run from the right are read in pieces; their letters are all there.
    const letters = (part: string) => [...squeeze(part)].sort().join('');
    const { help } = WORDS[language];
    if (language === 'ar') expect(letters(text).length).toBeGreaterThan(600);
    else expect(squeeze(text)).toContain(squeeze(help.keep));
  });

  it('is not there for a link that leads nowhere', async () => {
    const { statusCode, body } = await pages.open('/install/x/sheet.pdf');
    expect([statusCode, body.includes('Link not found')]).toEqual([404, true]);
  });
});
