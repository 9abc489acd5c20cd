type Node = Record<string, unknown>;
type Parameter = { name?: string; in?: string; description?: string; schema?: Node };

/** The object that the ID in a path belongs to, by the segment before it. */
const OBJECTS: Record<string, string> = {
  accounts: 'the account',
  'activated-items': 'the package',
  adjustments: 'the adjustment',
  announcements: 'the announcement',
  apps: 'the app',
  'planned-prices': 'the planned price',
  'api-keys': 'the API key',
  'approval-requests': 'the approval request',
  attachments: 'the attachment',
  backups: 'the backup',
  batches: 'the batch',
  'canned-answers': 'the canned answer',
  catalogue: 'the data plan',
  'catalogue-runs': 'the import',
  'country-sets': 'the country set',
  customers: 'the customer',
  'data-plans': 'the data plan',
  deliveries: 'the webhook delivery',
  esim: 'the eSIM',
  esims: 'the eSIM',
  inventory: 'the inventory item',
  invitations: 'the invitation',
  invoices: 'the invoice or credit note',
  keys: 'the operator key',
  organizations: 'the organization',
  passkeys: 'the passkey',
  'payment-methods': 'the payment method',
  'price-lists': 'the price list',
  prices: 'the data plan',
  'pricing-rules': 'the pricing rule',
  purchases: 'the credit purchase',
  requests: 'the request',
  'sdk-apps': 'the app',
  sessions: 'the session',
  team: 'the member',
  tickets: 'the ticket',
};

const KINDS: Record<string, string> = { clientId: 'client ID', iccid: 'ICCID', number: 'number' };
const EXAMPLES: Record<string, string> = {
  clientId: 'key_5f0c1e9a7b3d2468ace01357',
  iccid: '8944502102198304824',
  number: 'INV-2026-000001',
};

/**
 * Describes the IDs in paths whose operations do not describe them, and gives an ICCID, a client ID
 * and a number an example of their own form.
 */
export function describePathIds(paths: Record<string, Record<string, Node>>): void {
  for (const [path, operations] of Object.entries(paths)) {
    const segments = path.split('/');
    const parameters = Object.values(operations).flatMap(
      (operation) => (operation.parameters ?? []) as Parameter[],
    );
    for (const parameter of parameters.filter((each) => each.in === 'path')) {
      describe(parameter, segments);
    }
  }
}

function describe(parameter: Parameter, segments: readonly string[]): void {
  const { name = '', schema = {} } = parameter;
  const at = segments.findIndex((segment) => segment.startsWith(`{${name}}`));
  const object = OBJECTS[segments[at - 1] ?? ''];
  if (object && !parameter.description && !schema.description) {
    parameter.description = `The ${KINDS[name] ?? 'ID'} of ${object}.`;
  }
  const example = EXAMPLES[name];
  if (example) parameter.schema = { ...schema, examples: [example] };
}
