import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { qrOfPdf, readPdf } from '../../../test/support/pdf.ts';
import { readPng } from '../../../test/support/pictures.ts';
import { buy, openPages, textOf } from '../../../test/support/public-pages.ts';
import { addCreditsAndItems, type Shop } from '../../../test/support/shop.ts';
import { createOrganization } from '../../commerce/onboarding/index.ts';
import { importProfiles } from '../../connectivity/carriers/index.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { newId } from '../../kernel/ids.ts';

const pages = await forThisFile(openPages(), { hasBooks: false });
const ICCID = withLuhn('894301000000000000');
const CODE = 'LPA:1$smdp.alpine.example$7F-2A$$1';

/** A sandbox sells no profiles of carriers. */
async function newLiveShop(): Promise<Shop> {
  const asked = { name: 'Shop', email: `${newId()}@shop.test`, now: new Date() };
  const made = await pages.db.transaction((tx) => createOrganization(tx, asked));
  const { organizationId, liveAccountId: id } = made;
  const shop = await addCreditsAndItems(pages.db, { id, organizationId });
  return { ...shop, ctx: { ...shop.ctx, mode: 'live' } };
}

it('a confirmation code and an APN come from the file and reach the traveller', async () => {
  const csv = `iccid,activation_code,confirmation_code,apn\n${ICCID},${CODE},47-11,data.alpine\n`;
  await pages.db.transaction((tx) => importProfiles(tx, { carrier: 'alpine', csv }));
  const shop = await newLiveShop();
  const { esimProfile } = await buy(shop, { inventoryItemId: shop.items.imported });
  expect(esimProfile).toMatchObject({
    ...{ iccid: ICCID, activationCode: CODE, confirmationCode: '47-11', apn: 'data.alpine' },
  });
  const agents = ['iPhone; CPU iPhone OS 18_1 like Mac OS X', 'Linux; Android 14; Pixel 8', 'X11'];
  for (const agent of agents) {
    const headers = { 'user-agent': `Mozilla/5.0 (${agent}) Safari/604.1` };
    const text = textOf((await pages.open(esimProfile.installationUrl, headers)).body);
    expect(text, agent).toContain('Confirmation code, when the phone asks 47-11');
    expect(text, agent).toContain('enter data.alpine as access point (APN)');
  }
  const picture = await pages.open(esimProfile.qrCodeUrl);
  expect(decodeQR(readPng(picture.rawPayload))).toBe(CODE);
  const sheet = await pages.open(`${esimProfile.installationUrl}/sheet.pdf`);
  expect((await readPdf(sheet.rawPayload)).text).toContain('47-11');
  expect(decodeQR(qrOfPdf(sheet.rawPayload))).toBe(CODE);
});

it('the QR code comes in two sizes', async () => {
  const { esimProfile } = await buy(await pages.newShop());
  const [usual, large] = await Promise.all(
    ['', '?size=large'].map(async (query) =>
      readPng((await pages.open(esimProfile.qrCodeUrl + query)).rawPayload),
    ),
  );
  expect(large?.width).toBe((usual?.width ?? 0) * 2);
  for (const picture of [usual, large]) {
    expect(picture && decodeQR(picture)).toBe(esimProfile.activationCode);
  }
});
