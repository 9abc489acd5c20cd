import { isUuid, newId } from '../../src/kernel/ids.ts';
import { advancePurchase } from '../../src/money/payments/index.ts';
import { basic } from './access.ts';
import { startLogin } from './device-logins.ts';
import { newProfileLine, operatorKeyDraft, plannedPrices, radiusClientDraft } from './platform.ts';
import { RECENT } from './recent-usage.ts';
import { listen, newCard, purchase, type Reseller } from './resellers.ts';
import { androidApp, newSdkApp } from './sdk-apps.ts';
import { PLANS } from './shop.ts';
import { addPlan } from './small-catalogue.ts';
import { lostStockOrder, newSmdp, smdpDraft } from './smdps.ts';
import { deliveredOrder, orderWithRefund, unknownOrder } from './unknown-order.ts';
import { aUsageFile, aUsageFormat, newUsageFormat } from './usage-files.ts';
import type { Wanted } from './wanted.ts';

const DEVICES = '/gigastore/sandbox/esims';

/** Makes the steps that a request needs. Returns the parts of the request. */
export type Recipe = (reseller: Reseller) => Promise<Partial<Wanted>>;

/** How a request succeeds where the examples of the document are not enough. */
export const RECIPES: Record<string, Recipe> = {
  'POST /reseller/authenticate': async ({ key }) => ({ headers: { authorization: basic(key) } }),
  // A key with the scope of this call alone cannot give another one more.
  'POST /gigastore/api-keys': async () => ({ body: { name: 'Web shop', scopes: ['read'] } }),
  'POST /gigastore/device-logins/{userCode}/approve': async () => ({ body: { scopes: ['read'] } }),
  'POST /auth/device-logins/collect': async ({ store }) => ({
    body: { deviceCode: (await startLogin(store)).deviceCode },
  }),
  'POST /gigastore/credits/purchases/quote': async () => ({
    body: { amount: { priceValue: 100, currencyCode: 'USD' } },
  }),
  'DELETE /gigastore/products/inventory/{id}': async ({ store, call }) => {
    const { id: productId } = await addPlan(store.db, { wholesaleMinor: 200n });
    const body = { productId, retailPrice: { priceValue: 4.99, currencyCode: 'USD' } };
    const item = await call('POST', '/gigastore/products/inventory', { body });
    return { params: { id: item.json().id } };
  },
  'PUT /gigastore/products/inventory/prices': async ({ call }) => {
    const body = { method: 'margin', value: 40, tag: 'no item has this tag' };
    const preview = await call('POST', '/gigastore/products/inventory/prices/preview', { body });
    return { body: { ...body, token: preview.json().token } };
  },
  'POST /gigastore/products/inventory/prices/import': async ({ items }) => ({
    body: { csv: `id,retailPrice\n${items.worldwide},4.99\n` },
  }),
  'POST /gigastore/products/inventory/offers': async () => ({ body: { choice: 'nothing' } }),
  'POST /gigastore/products/inventory/{id}/stock': async () => ({
    body: { units: 2, expectedPrice: { priceValue: 2, currencyCode: 'USD' } },
  }),
  'POST /gigastore/activations/activated-items/{uid}/activate': async (reseller) => {
    const waiting = await purchase(reseller, { activationMode: 'ON_DEMAND' });
    return { params: { uid: waiting.activatedItemUid } };
  },
  'POST /gigastore/esim/{iccid}/send-installation': async () => ({
    body: { email: 'traveller@example.com', language: 'en' },
  }),
  'POST /gigastore/activations/batches': async ({ items }) => ({
    body: { lines: [{ inventoryItemId: items.worldwide, quantity: 2 }] },
  }),
  'POST /gigastore/activations/batches/preview': async ({ items }) => ({
    body: { lines: [{ inventoryItemId: items.worldwide, quantity: 2 }] },
  }),
  'POST /gigastore/activations/batches/{id}/resume': async ({ call, items }) => {
    const body = { lines: [{ inventoryItemId: items.worldwide }] };
    const { id } = (await call('POST', '/gigastore/activations/batches', { body })).json();
    await call('POST', `/gigastore/activations/batches/${id}/stop`);
    return { params: { id }, body: {} };
  },
  'POST /gigastore/credits/purchases': async (reseller) => {
    await newCard(reseller);
    return { body: { amount: { priceValue: 50, currencyCode: 'USD' } } };
  },
  // Without a VAT ID, which would fit one country only.
  'PUT /gigastore/billing-details': async () => ({
    body: {
      ...{ legalName: 'Acme Travel GmbH', addressLine1: 'Mariahilfer Straße 1', city: 'Wien' },
      ...{ postalCode: '1060', country: 'AT', billingEmail: 'billing@acme.example' },
    },
  }),
  'POST /operator/data-plans': async () => ({
    body: { ...DAY_PASS, countrySet: 'EU', carrier: 'sandbox' },
  }),
  'PUT /operator/data-plans/{id}': async () => ({ body: { ...DAY_PASS } }),
  'POST /operator/carrier-orders/{id}/settle': async ({ store, id }) => ({
    params: { id: await unknownOrder(store.db, id) },
    body: { outcome: 'NOT_PLACED' },
  }),
  'POST /operator/carrier-orders/{id}/settle-refund': async ({ store, id }) => ({
    params: { id: await orderWithRefund(store.db, id) },
    body: { outcome: 'refunded', returnedAmount: 3.6, note: 'Credited.' },
  }),
  'POST /operator/carrier-orders/{id}/requests': async ({ store, id }) => ({
    params: { id: await deliveredOrder(store.db, id) },
    body: { verb: 'suspend' },
  }),
  'PUT /operator/smdps': async () => ({ body: smdpDraft() }),
  'POST /operator/smdps/test': async ({ store }) => ({ body: { name: await newSmdp(store.db) } }),
  'POST /operator/smdps/notice-url': async ({ store }) => ({
    body: { name: await newSmdp(store.db) },
  }),
  'POST /operator/stock-orders/{id}/settle': async ({ store }) => ({
    params: { id: await lostStockOrder(store.db) },
    body: {},
  }),
  'PUT /gigastore/credits/auto-top-up': async (reseller) => {
    await newCard(reseller);
    const [threshold, amount] = [5, 20].map((priceValue) => ({ priceValue, currencyCode: 'USD' }));
    return { body: { enabled: true, threshold, amount } };
  },
  'POST /gigastore/sandbox/purchases/{id}/simulate': async (reseller) => ({
    params: { id: await waitingPurchase(reseller) },
    body: { event: 'authenticate' },
  }),
  ...onDevices({
    remove: ['install'],
    disable: ['install'],
    enable: ['install', 'disable'],
    fail: ['install'],
    attach: ['install'],
    detach: ['install', 'attach'],
    use: ['install', 'attach'],
  }),
  'PUT /gigastore/webhooks/{event}': async ({ store }) => ({ body: { url: store.hooksUrl } }),
  // Without a billing country, since a new company has no billing details.
  'PUT /operator/organizations/{id}': async () => ({
    body: { name: 'Acme Travel', locale: 'de', timeZone: 'Europe/Vienna' },
  }),
  'POST /operator/price-lists/{id}/planned-prices': async () => ({ body: plannedPrices() }),
  'POST /operator/offers/preview': async ({ organizationId }) => ({
    body: offersTo(organizationId),
  }),
  'POST /operator/offers': async ({ organizationId, callerFor }) => {
    const body = offersTo(organizationId);
    const call = await callerFor('operate');
    const { token } = (await call('POST', '/operator/offers/preview', { body })).json();
    return { body: { ...body, token } };
  },
  // One address gets few invitations an hour, whoever sends them.
  'POST /gigastore/team/invitations': async () => ({
    body: { email: `${newId()}@people.test`, role: 'support' },
  }),
  'POST /operator/organizations/{id}/owner-invitation': async ({ organizationId }) => ({
    params: { id: organizationId },
    body: { email: `${newId()}@people.test` },
  }),
  'POST /gigastore/webhooks': async (reseller) => {
    await deleteCreatedEndpoints(reseller);
    return { body: { url: reseller.store.hooksUrl } };
  },
  'PUT /gigastore/api-keys/{clientId}': async () => ({
    body: { name: 'Till', scopes: ['manage'] },
  }),
  // A host belongs to one company, and a link to a new address is mailed.
  'PUT /gigastore/branding': async () => ({
    body: { displayName: 'Acme Travel', pagesHost: `${newId()}.acme.example` },
  }),
  'PUT /gigastore/organization': async () => ({
    body: { name: 'Acme Travel', email: `${newId()}@acme.example` },
  }),
  'GET /gigastore/traveller-mails/preview': async () => ({ query: { kind: 'lowData' } }),
  'GET /operator/carrier-networks': async () => ({ query: { carrier: 'alpine' } }),
  'GET /operator/carrier-calls': async () => ({ query: { carrier: 'alpine' } }),
  'POST /operator/usage-files': async (reseller) => ({
    query: { carrier: await newUsageFormat(reseller), fileName: 'a.csv' },
    text: aUsageFile(),
  }),
  'PUT /operator/usage-file-formats': async () => ({ body: aUsageFormat() }),
  'POST /operator/usage-file-formats/try': async () => ({
    body: {
      ...aUsageFormat(),
      sample: Buffer.from(`ICCID,Bytes,Start,Country,ID\n`).toString('base64'),
    },
  }),
  'POST /operator/bank-lines/{id}/confirm': async () => ({ body: { reference: '' } }),
  // A profile is in stock once; other tests count on the stock of `alpine`.
  'POST /operator/profile-imports': async () => ({
    body: { carrier: 'glacier', csv: `${newProfileLine()}\n` },
  }),
  'POST /operator/rejected-usage/{id}/resend': async (reseller) => {
    const { iccid } = await reseller.sell();
    return { body: { record: { recordId: newId(), iccid, bytes: 1, country: 'AT', ...RECENT } } };
  },
  // The expected value is that of the previous request.
  'PUT /operator/price-lists/{id}/prices/{dataPlanId}': async () => ({
    body: { wholesalePrice: { priceValue: 2.9, currencyCode: 'USD' } },
  }),
  'PUT /operator/tickets/{id}': async () => ({ body: { status: 'closed', priority: 'high' } }),
  'GET /operator/search': async () => ({ query: { q: 'traveller' } }),
  'GET /gigastore/search': async () => ({ query: { q: 'traveller' } }),
  'GET /gigastore/credits/statement.pdf': async () => ({
    query: { month: new Date().toISOString().slice(0, 7) },
  }),
  'GET /gigastore/events/stream': async () => ({ query: { timeout: '0' } }),
  ...Object.fromEntries(
    ['activation-request', 'customer-registration'].map((event): [string, Recipe] => [
      `POST /gigastore/webhooks/${event}/test`,
      async (reseller) => {
        await listen(reseller, event);
        return {};
      },
    ]),
  ),
  'POST /operator/bank-transfers': async () => ({
    body: {
      ...{ reference: '', entryId: newId(), receivedAt: '2026-04-30T00:00:00Z' },
      received: { priceValue: 50, currencyCode: 'USD' },
    },
  }),
  'POST /gigastore/esim/{iccid}/resume': async (reseller) => {
    const { iccid } = await reseller.sell();
    await reseller.call('POST', `/gigastore/esim/${iccid}/suspend`);
    return { params: { iccid } };
  },
  'POST /gigastore/esim/{iccid}/links/rotate': async (reseller) => {
    const { iccid } = await reseller.sell();
    return { params: { iccid } };
  },
  'POST /gigastore/esim/{iccid}/suspend': async (reseller) => {
    const { iccid } = await reseller.sell();
    return { params: { iccid } };
  },
  'POST /operator/canned-answers': async () => ({ body: { title: newId(), text: 'Done.' } }),
  'PUT /operator/canned-answers/{id}': async () => ({ body: { title: newId(), text: 'Done.' } }),
  'POST /operator/keys': async () => ({ body: operatorKeyDraft() }),
  'POST /operator/radius-clients': async () => ({ body: radiusClientDraft() }),
  'PUT /operator/radius-clients/{id}': async () => ({ body: { networks: ['10.1.0.0/24'] } }),
  'POST /operator/country-sets': async () => ({
    body: { code: `SET_${newId().slice(-8)}`, name: 'Nordics', countries: ['SE', 'NO'] },
  }),
  'POST /gigastore/sdk/apps': async (reseller) => {
    await newSdkApp(reseller);
    return { body: androidApp() };
  },
  'PUT /gigastore/sdk/apps/{id}': async (reseller) => {
    const id = await newSdkApp(reseller);
    const { items } = (await reseller.call('GET', '/gigastore/sdk/apps')).json();
    const { packageName } = items.find((app: { id: string }) => app.id === id);
    const { name, certificateSha256 } = androidApp();
    return { params: { id }, body: { name, certificateSha256, packageName } };
  },
  'PUT /gigastore/sdk/apps/{id}/attestation': async (reseller) => {
    const id = await newSdkApp(reseller);
    return { params: { id }, body: { required: false } };
  },
  'POST /gigastore/sdk/keys/{id}/rotate': async () => ({ body: {} }),
  'POST /gigastore/sandbox/clock': async () => ({ body: { advance: 'PT1H' } }),
};

/** A plan whose size is that of all its days. */
const DAY_PASS = {
  ...{ name: 'eSIM Europe 1 GB a day', sizeValue: 3, sizeUnit: 'GB', validityDays: 3 },
  ...{ dataType: 'daily', dailyBytes: 1_073_741_824, dayTimeZone: 'Europe/Vienna' },
  fairUse: { bytes: 536_870_912, period: 'day', speedKbps: 512 },
};

/** Plans that the company offers before, so that the offers change nothing. */
function offersTo(organizationId: string) {
  return { organizationIds: [organizationId], plans: [{ dataPlanId: PLANS.worldwide.id }] };
}

/** An account has 50 created endpoints at most, and is asked for more than that. */
async function deleteCreatedEndpoints({ call }: Reseller): Promise<void> {
  const { items } = (await call('GET', '/gigastore/webhooks')).json<{
    items: { event: string }[];
  }>();
  for (const { event } of items.filter((endpoint) => isUuid(endpoint.event))) {
    await call('DELETE', `/gigastore/webhooks/${event}`);
  }
}

/** A purchase by a card that wants authentication. */
async function waitingPurchase(reseller: Reseller): Promise<string> {
  const { store, call, id: accountId } = reseller;
  const paymentMethodId = await newCard(reseller, '4000002760003184');
  const body = { amount: { priceValue: 50, currencyCode: 'USD' }, paymentMethodId };
  const { id } = (await call('POST', '/gigastore/credits/purchases', { body })).json();
  await advancePurchase(store.parts, { accountId, id });
  return id;
}

/** Returns a recipe for each action, with the steps that a new eSIM needs before it. */
function onDevices(before: Record<string, string[]>): Record<string, Recipe> {
  const bodies: Record<string, object> = {
    attach: { country: 'AT' },
    use: { bytes: 1_048_576, country: 'AT' },
  };
  const recipes = Object.entries(before).map(([action, actions]): [string, Recipe] => [
    `POST ${DEVICES}/{iccid}/${action}`,
    async (reseller) => {
      const { iccid } = await reseller.sell();
      for (const each of actions) {
        await reseller.call('POST', `${DEVICES}/${iccid}/${each}`, { body: bodies[each] });
      }
      return { params: { iccid }, body: bodies[action] as Wanted['body'] };
    },
  ]);
  return Object.fromEntries(recipes);
}
