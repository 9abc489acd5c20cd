/** The beginning of the document. */
export const ABOUT = {
  title: 'Gigastore',
  summary: 'Sell mobile data to your own customers.',
  description: [
    'Use this API to list your inventory, sell eSIM data packages, top up, look up customers and',
    'issue refunds. Request and response bodies are JSON with camelCase names, query parameters',
    'are snake_case, and times are RFC 3339 in UTC. A time without a zone is UTC.',
    '\n\nIn requests, fields that are omitted, `null` or an empty string are treated the same, and',
    'so is `{}` for a price. Unknown fields are ignored. Every operation that changes',
    'something accepts an `Idempotency-Key`: retrying a request with the same key within 30 days',
    'returns the original response. Errors are problem documents (RFC 9457) with a stable `code`,',
    'and `type` links to a page about it.',
  ].join(' '),
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const TAGS: Record<string, string> = {
  Authentication: 'Exchange the credentials of an API key for an access token.',
  'API keys': 'Create, update, rotate and revoke the keys that your programs use.',
  Approvals: 'Approve or reject sales of API keys above a limit of their mandate.',
  'Request log': 'Find the requests of your API keys and your team by their ID.',
  'Signing in': 'Sign up, sign in and manage the sessions, second factor and passkeys of a person.',
  Organization: 'Your company and its two accounts, live and sandbox.',
  Inventory: 'The data packages that you sell, and their retail prices.',
  Catalogue: 'The data plans that the platform offers you.',
  Pricing: 'Set retail prices in bulk and by rules.',
  Activations: 'Sell packages and top-ups, and start packages that wait.',
  'Activated items': 'The packages that you have sold.',
  Customers: 'The travellers that you have sold to, and their personal data.',
  eSIM: 'eSIM profiles, countries, devices and connectivity.',
  Refunds: 'Refund packages that were not used.',
  Credits: 'Your prepaid balance, its entries and statements.',
  Billing: 'Billing details, invoices, cards, purchases of credits and automatic top-ups.',
  Reports: 'Sales, costs and margins over time.',
  Branding: 'How your company appears to travellers.',
  Events: 'Everything that happened in your account, in order.',
  Webhooks: 'Have events sent to your server, and inspect and resend deliveries.',
  Sandbox: 'Simulate devices, time and payments on the sandbox account.',
  Team: 'Members, roles, invitations and the audit log of your organization.',
  Tickets: 'Ask the platform for help.',
  SDK: 'Your apps, their publishable keys, and the eSIMs that they install.',
  'SDK: apps': 'For apps: read and install the eSIMs of a customer.',
  'Operator: catalogue': 'For the platform: data plans, country sets, price lists and costs.',
  'Operator: carriers':
    'For the platform: orders at carriers that are called after a sale, their catalogues, and ' +
    'files with usage.',
  'Operator: resellers': 'For the platform: organizations, accounts and their rules.',
  'Operator: money': 'For the platform: adjustments, bank transfers and the seller.',
  'Operator: tickets': 'For the platform: the tickets of all resellers.',
  'Operator: reports': 'For the platform: sales of all resellers.',
  'Operator: operations': 'For the platform: stock, ledger checks and failed work.',
  'Carrier: usage': 'For carriers: report usage records and profile events.',
  Service: 'The version of the store.',
  'Webhook events': 'The requests that the store sends to your webhook endpoints.',
};

/** Returns the tags that are used, in the order of use, each with its description if it has one. */
export function tagsOf(names: Iterable<string>): { name: string; description?: string }[] {
  return [...names].map((name) => ({ name, ...(TAGS[name] && { description: TAGS[name] }) }));
}
