import type { Step } from './postman.ts';

// Nothing listens there, so that the deliveries fail and can be inspected.
const UNREACHABLE = 'http://127.0.0.1:9/webhooks';
const PHONE = { path: { iccid: '{{newIccid}}' } };
const SANDBOX = '/gigastore/sandbox/esims/{iccid}';

/** Webhooks, the simulated phone of the sandbox, and the reset at the end. */
export const SANDBOX_JOURNEY: readonly Step[] = [
  webhook('PUT /gigastore/webhooks/{event}', { event: 'all' }, { body: { url: UNREACHABLE } }),
  webhook(
    'POST /gigastore/webhooks/{event}/test',
    { event: 'all' },
    {
      saves: { deliveryId: 'body.id' },
    },
  ),
  webhook('POST /gigastore/webhooks/{event}/rotate-secret', { event: 'all' }),
  { folder: 'Webhooks', operation: 'GET /gigastore/webhooks' },
  {
    folder: 'Webhooks',
    operation: 'POST /gigastore/webhooks',
    body: { url: UNREACHABLE, events: ['package.purchased', 'package.refunded'] },
    saves: { endpointId: 'body.event' },
  },
  webhook(
    'DELETE /gigastore/webhooks/{event}',
    { event: '{{endpointId}}' },
    { name: 'Delete the created endpoint', status: 204 },
  ),
  { folder: 'Webhooks', operation: 'GET /gigastore/webhooks/deliveries' },
  webhook('GET /gigastore/webhooks/deliveries/{id}', { id: '{{deliveryId}}' }),
  webhook('POST /gigastore/webhooks/deliveries/{id}/replay', { id: '{{deliveryId}}' }),
  {
    folder: 'Webhooks',
    operation: 'POST /gigastore/webhooks/deliveries/replay',
    body: { from: '2026-01-01', to: '2026-01-02' },
  },
  webhook('DELETE /gigastore/webhooks/{event}', { event: 'all' }, { status: 204 }),
  ask('activation-request'),
  { folder: 'Webhooks', operation: 'POST /gigastore/webhooks/activation-request/test' },
  ask('customer-registration'),
  { folder: 'Webhooks', operation: 'POST /gigastore/webhooks/customer-registration/test' },
  { folder: 'Webhooks', operation: 'GET /gigastore/events', query: { limit: '10' } },
  {
    folder: 'Webhooks',
    operation: 'GET /gigastore/events/stream',
    query: { after: '0', timeout: '0' },
  },
  {
    folder: 'Sandbox',
    operation: 'POST /gigastore/activations/register',
    name: 'Sell a package that starts on first use',
    body: {
      inventoryItemId: '{{worldwideItemId}}',
      metatag: 'order-1005',
      activationMode: 'FIRST_USE',
    },
    saves: { newIccid: 'body.esimProfile.iccid' },
  },
  { ...phone('install') },
  { ...phone('attach'), body: { country: 'AT' } },
  { ...phone('use'), body: { bytes: 1_048_576 } },
  phone('detach'),
  phone('disable'),
  phone('enable'),
  phone('remove'),
  { ...phone('install'), name: 'Install the eSIM again' },
  phone('fail'),
  { folder: 'Sandbox', operation: 'GET /gigastore/sandbox/clock' },
  { folder: 'Sandbox', operation: 'POST /gigastore/sandbox/clock', body: { advance: 'P31D' } },
  {
    folder: 'Sandbox',
    operation: 'POST /gigastore/sandbox/credits',
    body: { amount: { priceValue: 100, currencyCode: 'USD' } },
  },
  {
    folder: 'Sandbox',
    operation: 'POST /gigastore/sandbox/events',
    body: { type: 'price.changed' },
    status: 204,
  },
  { folder: 'Sandbox', operation: 'POST /gigastore/sandbox/reset' },
];

function webhook(operation: string, path: Record<string, string>, more: Partial<Step> = {}): Step {
  return { folder: 'Webhooks', operation, path, ...more };
}

function ask(event: string): Step {
  return {
    folder: 'Webhooks',
    operation: 'PUT /gigastore/webhooks/{event}',
    name: `Set the webhook endpoint of ${event}`,
    path: { event },
    body: { url: UNREACHABLE },
  };
}

function phone(action: string): Step {
  return { folder: 'Sandbox', operation: `POST ${SANDBOX}/${action}`, ...PHONE };
}
