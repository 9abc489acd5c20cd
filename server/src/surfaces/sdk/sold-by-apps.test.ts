import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { androidApp, iosApp } from '../../../test/support/sdk-apps.ts';
import { APPROVAL, openActivatingApp } from '../../../test/support/sdk-users.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);

it.each([
  ['IOS_SDK', 'iOS SDK', iosApp()],
  ['ANDROID_SDK', 'Android SDK', androidApp()],
])('what an app sells has the channel %s in lists, events and reports', async (...given) => {
  const [channel, salesChannel, draft] = given;
  const reseller = await openReseller(store);
  const app = await openActivatingApp(reseller, APPROVAL, draft);
  await reseller.sell();
  const sold = (await app.activate(app.asked())).json();
  const read = async (path: string) => (await reseller.call('GET', path)).json();

  const { items: packages } = await read(`/gigastore/packages?channel=${channel}`);
  expect(packages).toMatchObject([
    {
      uid: sold.activatedItemUid,
      channel,
      salesChannel,
      salesChannelTypeCode: channel,
      soldBy: { kind: 'app', id: app.appId },
    },
  ]);
  const { items: customers } = await read(`/gigastore/customers?channel=${channel}`);
  expect(customers).toMatchObject([{ uid: sold.customerUid }]);
  const csv = await reseller.call('GET', `/gigastore/packages?channel=${channel}`, {
    headers: { accept: 'text/csv' },
  });
  expect(csv.body.split('\n')[1]).toContain(`,${channel},${app.appId},`);

  const purchased = '/gigastore/events?type=package.purchased&activated_item_uid=';
  const { items: events } = await read(`${purchased}${sold.activatedItemUid}`);
  expect(events).toMatchObject([{ data: { channel } }]);

  const REPORT = '/gigastore/reports/sales?interval=total';
  const { items: lines } = await read(`${REPORT}&group_by=sales_channel`);
  expect(lines).toHaveLength(2);
  expect(lines).toContainEqual(expect.objectContaining({ salesChannel: channel, sold: 1 }));
  const { totals } = await read(`${REPORT}&sales_channel=${channel}`);
  expect(totals).toMatchObject({ sold: 1 });
  const { items: own } = await read(`${REPORT}&client_id=${app.appId}&group_by=api_key`);
  expect(own).toMatchObject([{ clientId: app.appId, sold: 1 }]);
});
