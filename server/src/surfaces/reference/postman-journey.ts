import type { Step } from './postman.ts';
import { INVENTORY_JOURNEY } from './postman-inventory.ts';
import { LOOKING_UP } from './postman-looking-up.ts';
import { PAYMENT_JOURNEY } from './postman-payments.ts';
import { SANDBOX_JOURNEY } from './postman-sandbox.ts';
import { SDK_JOURNEY } from './postman-sdk.ts';
import { TICKETS_JOURNEY } from './postman-tickets.ts';

const sellSmall = { inventoryItemId: '{{inventoryItemId}}' };

/**
 * The requests of the Postman collection, in an order in which each succeeds on a new sandbox. A
 * test requires that every operation is here or in `OUTSIDE_JOURNEY`.
 */
export const JOURNEY: readonly Step[] = [
  {
    folder: 'Start here',
    operation: 'POST /reseller/authenticate',
    saves: { accessToken: 'body.accessToken' },
  },
  { folder: 'Start here', operation: 'GET /gigastore/version' },
  { folder: 'Start here', operation: 'GET /auth/sign-in-options' },
  { folder: 'Start here', operation: 'GET /.well-known/jwks.json' },
  { folder: 'Start here', operation: 'GET /gigastore/organization' },
  { folder: 'Start here', operation: 'GET /gigastore/notices' },
  { folder: 'Start here', operation: 'GET /gigastore/team' },
  { folder: 'Start here', operation: 'GET /gigastore/team/security' },
  { folder: 'Start here', operation: 'GET /gigastore/go-live' },
  {
    folder: 'Inventory',
    operation: 'GET /gigastore/products/inventory',
    query: { active: 'true', sort_by: 'PRICE', sort_dir: 'ASC' },
    saves: {
      inventoryItemId: 'body.items[0].id',
      inventoryItemName: 'body.items[0].name',
      countrySet: 'body.items[0].countrySet',
    },
  },
  {
    folder: 'Inventory',
    operation: 'GET /gigastore/products/inventory',
    name: 'Find a worldwide inventory item',
    query: { active: 'true', country_set: 'WWW', sort_by: 'PRICE' },
    saves: { worldwideItemId: 'body.items[0].id' },
  },
  {
    folder: 'Inventory',
    operation: 'GET /gigastore/products/inventory/{id}',
    path: { id: '{{inventoryItemId}}' },
  },
  {
    folder: 'Inventory',
    operation: 'PUT /gigastore/products/inventory/{id}',
    path: { id: '{{inventoryItemId}}' },
    body: { name: '{{inventoryItemName}}' },
  },
  { folder: 'Coverage and devices', operation: 'GET /gigastore/esim/countries' },
  {
    folder: 'Coverage and devices',
    operation: 'GET /gigastore/esim/countries/{countrySet}',
    path: { countrySet: '{{countrySet}}' },
  },
  {
    folder: 'Coverage and devices',
    operation: 'GET /gigastore/esim/countries/{countryCode}/flag',
    path: { countryCode: 'at' },
  },
  {
    folder: 'Coverage and devices',
    operation: 'GET /esim/countries/{countryCode}/flag',
    path: { countryCode: 'at' },
  },
  {
    folder: 'Coverage and devices',
    operation: 'GET /gigastore/esim/device/esim-capable',
    query: { q: 'iPhone' },
  },
  {
    folder: 'Sell',
    operation: 'POST /gigastore/activations/register',
    body: {
      ...sellSmall,
      metatag: 'order-1001',
      customerEmail: 'traveller@example.com',
      userIp: '203.0.113.7',
      userCountry: 'AT',
    },
    saves: {
      customerUid: 'body.customer.uid',
      activatedItemUid: 'body.activatedItem.uid',
      iccid: 'body.esimProfile.iccid',
    },
  },
  {
    folder: 'Sell',
    operation: 'POST /gigastore/activations/top-up',
    body: { ...sellSmall, customerUid: '{{customerUid}}', metatag: 'order-1002' },
    saves: { topUpUid: 'body.activatedItem.uid' },
  },
  {
    folder: 'Sell',
    operation: 'POST /gigastore/activations/top-up-with-profile',
    body: { ...sellSmall, customerUid: '{{customerUid}}', metatag: 'order-1003', dedicated: true },
    saves: { secondProfileItemUid: 'body.activatedItem.uid' },
  },
  {
    folder: 'Sell many',
    operation: 'POST /gigastore/activations/batches/preview',
    body: {
      lines: [{ inventoryItemId: '{{inventoryItemId}}', metatag: 'order-2001', quantity: 2 }],
    },
  },
  {
    folder: 'Sell many',
    operation: 'POST /gigastore/activations/batches',
    body: {
      lines: [{ inventoryItemId: '{{inventoryItemId}}', metatag: 'order-2001', quantity: 2 }],
    },
    status: 202,
    saves: { batchId: 'body.id' },
  },
  {
    folder: 'Sell many',
    operation: 'GET /gigastore/activations/batches',
  },
  {
    folder: 'Sell many',
    operation: 'GET /gigastore/activations/batches/{id}',
    path: { id: '{{batchId}}' },
  },
  {
    folder: 'Sell many',
    operation: 'GET /gigastore/activations/batches/{id}/items',
    path: { id: '{{batchId}}' },
  },
  {
    folder: 'Sell many',
    operation: 'GET /gigastore/activations/batches/{id}/qr-codes.zip',
    path: { id: '{{batchId}}' },
  },
  {
    folder: 'Sell many',
    operation: 'GET /gigastore/activations/batches/{id}/qr-codes.pdf',
    path: { id: '{{batchId}}' },
  },
  {
    folder: 'Sell many',
    operation: 'POST /gigastore/activations/batches/{id}/stop',
    path: { id: '{{batchId}}' },
  },
  {
    folder: 'Sell many',
    operation: 'POST /gigastore/activations/batches/{id}/resume',
    path: { id: '{{batchId}}' },
    body: {},
  },
  {
    folder: 'Sell',
    operation: 'POST /gigastore/activations/register',
    name: 'Sell a package that is activated later',
    body: {
      inventoryItemId: '{{worldwideItemId}}',
      metatag: 'order-1004',
      activationMode: 'ON_DEMAND',
    },
    saves: { waitingItemUid: 'body.activatedItem.uid' },
  },
  {
    folder: 'Sell',
    operation: 'POST /gigastore/activations/activated-items/{uid}/activate',
    path: { uid: '{{waitingItemUid}}' },
  },
  ...LOOKING_UP,
  {
    folder: 'Refund',
    operation: 'GET /gigastore/activations/activated-items/{uid}/refund',
    path: { uid: '{{topUpUid}}' },
  },
  {
    folder: 'Refund',
    operation: 'POST /gigastore/activations/activated-items/{uid}/refund',
    path: { uid: '{{topUpUid}}' },
    body: { reason: 'The journey was cancelled.' },
  },
  {
    folder: 'Refund',
    operation: 'GET /activations/activated-items/{uid}/refund',
    name: 'Preview a refund at the original path',
    path: { uid: '{{secondProfileItemUid}}' },
  },
  {
    folder: 'Refund',
    operation: 'POST /activations/activated-items/{uid}/refund',
    name: 'Refund a package at the original path',
    path: { uid: '{{secondProfileItemUid}}' },
  },
  { folder: 'Credits', operation: 'GET /gigastore/credits' },
  { folder: 'Credits', operation: 'GET /gigastore/credits/entries', query: { limit: '10' } },
  { folder: 'Credits', operation: 'GET /gigastore/credits/statement' },
  {
    folder: 'Credits',
    operation: 'PUT /gigastore/credits/alert',
    body: { threshold: { priceValue: 100, currencyCode: 'USD' } },
  },
  { folder: 'Credits', operation: 'GET /gigastore/credits/alert' },
  ...INVENTORY_JOURNEY,
  {
    folder: 'Credits',
    operation: 'POST /gigastore/products/inventory/{id}/stock',
    path: { id: '{{inventoryItemId}}' },
    body: { units: 1 },
  },
  {
    folder: 'Billing',
    operation: 'PUT /gigastore/billing-details',
    body: {
      legalName: 'Demonstration GmbH',
      addressLine1: 'Unter den Linden 1',
      postalCode: '10117',
      city: 'Berlin',
      country: 'DE',
      vatId: 'DE136695976',
      billingEmail: 'finance@demo.test',
      locale: 'en',
    },
  },
  { folder: 'Billing', operation: 'GET /gigastore/billing-details' },
  ...PAYMENT_JOURNEY,
  ...TICKETS_JOURNEY,
  ...SDK_JOURNEY,
  {
    folder: 'API keys',
    operation: 'POST /gigastore/api-keys',
    body: { name: 'Point of sale', scopes: ['read', 'sell'] },
    saves: { newClientId: 'body.clientId' },
  },
  { folder: 'API keys', operation: 'GET /gigastore/api-keys' },
  {
    folder: 'API keys',
    operation: 'GET /gigastore/api-keys/{clientId}',
    path: { clientId: '{{newClientId}}' },
  },
  {
    folder: 'API keys',
    operation: 'PUT /gigastore/api-keys/{clientId}',
    path: { clientId: '{{newClientId}}' },
    body: { name: 'Point of sale 2' },
  },
  {
    folder: 'API keys',
    operation: 'POST /gigastore/api-keys/{clientId}/rotate-secret',
    path: { clientId: '{{newClientId}}' },
    body: {},
  },
  { folder: 'API keys', operation: 'GET /gigastore/approvals', query: { state: 'pending' } },
  { folder: 'API keys', operation: 'GET /gigastore/requests', query: { limit: '10' } },
  {
    folder: 'API keys',
    operation: 'DELETE /gigastore/api-keys/{clientId}',
    path: { clientId: '{{newClientId}}' },
    status: 204,
  },
  { folder: 'eSIMs', operation: 'GET /gigastore/esims', query: { active: 'true', limit: '10' } },
  {
    folder: 'eSIMs',
    operation: 'GET /gigastore/esims/{iccid}',
    path: { iccid: '{{iccid}}' },
  },
  {
    folder: 'Replace an eSIM',
    operation: 'POST /gigastore/esim/{iccid}/suspend',
    path: { iccid: '{{iccid}}' },
  },
  {
    folder: 'Replace an eSIM',
    operation: 'POST /gigastore/esim/{iccid}/resume',
    path: { iccid: '{{iccid}}' },
  },
  {
    folder: 'Replace an eSIM',
    operation: 'POST /gigastore/esim/{iccid}/links/rotate',
    path: { iccid: '{{iccid}}' },
  },
  {
    folder: 'Replace an eSIM',
    operation: 'POST /gigastore/esim/{iccid}/replace',
    path: { iccid: '{{iccid}}' },
  },
  {
    folder: 'Erase a customer',
    operation: 'DELETE /gigastore/activations/customers/{uid}',
    path: { uid: '{{customerUid}}' },
    status: 204,
  },
  ...SANDBOX_JOURNEY,
];
