/** A control of a page, and the operation that it calls. */
export type Ability = {
  path: string;
  /** The name of the button, switch or field. */
  name: string | RegExp;
  operation: string;
  /** The button that opens the menu with the control. */
  menu?: RegExp;
  /** The role of the control; default: a button. */
  role?: 'button' | 'combobox' | 'textbox' | 'menuitem' | 'switch';
};

/** The one table of pages and actions. Where no role may do less than read, a page is not here. */
export const ABILITIES: readonly Ability[] = [
  ...on('sandbox', ['Sell a package', 'POST /gigastore/activations/register']),
  ...on(
    'sandbox/sales?open=$sale',
    ['Sell a package', 'POST /gigastore/activations/register'],
    ['Start now', 'POST /gigastore/activations/activated-items/{uid}/activate'],
    [/^Refund \d/, 'POST /gigastore/activations/activated-items/{uid}/refund'],
  ),
  ...on(
    'sandbox/customers/$customer',
    ['Send installation link', 'POST /gigastore/esim/{iccid}/send-installation'],
    ['Top up', 'POST /gigastore/activations/top-up'],
  ),
  ...inMenu(
    'sandbox/customers/$customer',
    /^More actions/,
    ['Sell with a further eSIM', 'POST /gigastore/activations/top-up-with-profile'],
    ['Change email', 'PUT /gigastore/activations/customers/{uid}'],
    ['Export personal data', 'GET /gigastore/activations/customers/{uid}/personal-data'],
    ['Erase personal data', 'DELETE /gigastore/activations/customers/{uid}'],
  ),
  ...inMenu(
    'sandbox/customers/$customer',
    /^Actions of eSIM/,
    ['Send installation link', 'POST /gigastore/esim/{iccid}/send-installation'],
    ['Open a ticket', 'POST /gigastore/tickets'],
    ['Suspend eSIM', 'POST /gigastore/esim/{iccid}/suspend'],
    ['Replace eSIM', 'POST /gigastore/esim/{iccid}/replace'],
  ),
  {
    path: 'sandbox/customers/$customer',
    name: 'Add a note',
    role: 'textbox',
    operation: 'POST /gigastore/customers/{uid}/notes',
  },
  {
    path: 'sandbox/customers/$customer',
    name: 'Tags',
    role: 'combobox',
    operation: 'PUT /gigastore/customers/{uid}/tags',
  },
  ...on('sandbox/inventory', ['Set prices', 'PUT /gigastore/products/inventory/prices']),
  ...inMenu(
    'sandbox/inventory',
    /^More$/,
    ['Import prices', 'POST /gigastore/products/inventory/prices/import'],
    ['Switch everything on', 'PUT /gigastore/products/inventory'],
  ),
  ...on('sandbox/inventory?open=$item', [
    'Prepay stock',
    'POST /gigastore/products/inventory/{id}/stock',
  ]),
  ...on('sandbox/inventory?rules=open', ['Delete: Italy', 'DELETE /gigastore/pricing-rules/{id}']),
  ...on('sandbox/sales/many', ['Sell from a list', 'POST /gigastore/activations/batches']),
  ...on('sandbox/sales/many?open=$batch', [
    'Resume',
    'POST /gigastore/activations/batches/{id}/resume',
  ]),
  ...on('sandbox/credits', ['Buy credits', 'POST /gigastore/credits/purchases']),
  ...on(
    'sandbox/credits?tab=settings',
    ['Add credit card', 'POST /gigastore/payment-methods/setup'],
    ['Save top-up', 'PUT /gigastore/credits/auto-top-up'],
    ['Save alert', 'PUT /gigastore/credits/alert'],
    ['Remove', 'DELETE /gigastore/payment-methods/{id}'],
  ),
  ...on('sandbox/tickets', ['Open a ticket', 'POST /gigastore/tickets']),
  ...on('sandbox/tickets?open=$ticket', [
    'Attach files',
    'POST /gigastore/tickets/{id}/attachments',
  ]),
  {
    path: 'sandbox/tickets?open=$ticket',
    name: 'Your reply',
    role: 'textbox',
    operation: 'POST /gigastore/tickets/{id}/replies',
  },
  {
    path: 'sandbox/tickets?open=$ticket',
    name: 'Assigned to',
    role: 'combobox',
    operation: 'PUT /gigastore/tickets/{id}',
  },
  ...on(
    'sandbox/keys',
    ['Create key', 'POST /gigastore/api-keys'],
    ['Demonstration', 'PUT /gigastore/api-keys/{clientId}'],
    [/^New secret /, 'POST /gigastore/api-keys/{clientId}/rotate-secret'],
    [/^Revoke key /, 'DELETE /gigastore/api-keys/{clientId}'],
  ),
  ...on(
    'sandbox/apps?open=$app',
    ['Register app', 'POST /gigastore/sdk/apps'],
    ['Edit app', 'PUT /gigastore/sdk/apps/{id}'],
    ['Remove app', 'DELETE /gigastore/sdk/apps/{id}'],
    ['Create key', 'POST /gigastore/sdk/keys'],
  ),
  ...inMenu(
    'sandbox/apps?open=$app',
    /^Actions of the key/,
    ['Rotate key', 'POST /gigastore/sdk/keys/{id}/rotate'],
    ['Disable key', 'DELETE /gigastore/sdk/keys/{id}'],
  ),
  {
    path: 'sandbox/apps?open=$app',
    name: 'The app activates packages',
    role: 'switch',
    operation: 'PUT /gigastore/sdk/apps/{id}',
  },
  {
    path: 'sandbox/apps?open=$app',
    name: 'Sessions need an attestation',
    role: 'switch',
    operation: 'PUT /gigastore/sdk/apps/{id}/attestation',
  },
  ...on('sandbox/webhooks', ['Add endpoint', 'POST /gigastore/webhooks']),
  ...inMenu(
    'sandbox/webhooks',
    /^Actions of http/,
    ['Send a test', 'POST /gigastore/webhooks/{event}/test'],
    ['New secret', 'POST /gigastore/webhooks/{event}/rotate-secret'],
    ['Delete', 'DELETE /gigastore/webhooks/{event}'],
  ),
  ...on('sandbox/webhooks?tab=deliveries', [
    'Replay several',
    'POST /gigastore/webhooks/deliveries/replay',
  ]),
  ...on(
    'sandbox/organization',
    ['Save changes', 'PUT /gigastore/organization'],
    ['Close the company', 'POST /gigastore/organization/closing'],
  ),
  ...on('sandbox/organization?tab=billing', ['Save changes', 'PUT /gigastore/billing-details']),
  ...on(
    'sandbox/organization?tab=branding',
    ['Save changes', 'PUT /gigastore/branding'],
    ['Upload a logo', 'PUT /gigastore/branding/logo'],
  ),
  {
    path: 'sandbox/organization?tab=branding',
    name: 'Installation link',
    role: 'switch',
    operation: 'PUT /gigastore/traveller-mails',
  },
  ...on(
    'sandbox/organization?tab=team',
    ['Invite a colleague', 'POST /gigastore/team/invitations'],
    [/second factor$|requirement$/, 'PUT /gigastore/team/security'],
  ),
  {
    path: 'sandbox/organization?tab=team',
    name: /^Role: Jonas Vellmark/,
    role: 'combobox',
    operation: 'PUT /gigastore/team/{personId}',
  },
  ...on('sandbox/organization?tab=team', [/^Remove: Jonas/, 'DELETE /gigastore/team/{personId}']),
];

/** The same for the platform's side; `$order` has no known outcome. */
export const OPERATOR_ABILITIES: readonly Ability[] = [
  ...on('operator', ['New reseller', 'POST /operator/organizations']),
  ...on('operator/money?tab=statements', ['Upload a statement', 'POST /operator/bank-statements']),
  ...on('operator/money?tab=adjustments', ['New adjustment', 'POST /operator/adjustments']),
  ...on('operator/carriers?tab=catalogues', [
    'Import a catalogue',
    'POST /operator/catalogue-runs',
  ]),
  ...on('operator/operations?tab=checks', ['Check now', 'POST /operator/audits']),
  ...on('operator/desk?answers=open', ['New canned answer', 'POST /operator/canned-answers']),
  ...on('operator/installation?tab=seller', ['Save seller', 'PUT /operator/seller']),
  ...on('operator/carriers?tab=feeds', ['New RADIUS client', 'POST /operator/radius-clients']),
  ...on(
    'operator/carriers?tab=files',
    ['Upload a file', 'POST /operator/usage-files'],
    ['New format', 'PUT /operator/usage-file-formats'],
  ),
  ...on('operator/carriers?tab=smdps', ['Set up an SM-DP+', 'PUT /operator/smdps']),
  ...on(
    'operator/carriers?tab=orders&open=$order',
    ['It was never made', 'POST /operator/carrier-orders/{id}/settle'],
    ['Look again', 'POST /operator/carrier-orders/{id}/settle'],
  ),
];

/** The pages of the navigation that only these people have. */
export const DEVELOPERS_PAGES = [
  'First steps',
  'API keys',
  'Apps',
  'Approvals',
  'Webhooks',
  'Requests',
] as const;
export const DEVELOPERS_OPERATION = 'POST /gigastore/api-keys';

type Named = [name: string | RegExp, operation: string];

function on(path: string, ...all: Named[]): Ability[] {
  return all.map(([name, operation]) => ({ path, name, operation }));
}

function inMenu(path: string, menu: RegExp, ...all: Named[]): Ability[] {
  return all.map(([name, operation]) => ({ path, name, operation, menu, role: 'menuitem' }));
}
