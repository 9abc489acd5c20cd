/** The groups of methods, and the nouns of operation IDs that belong to them. */
const NOUNS = {
  saleBatches: ['SaleBatches', 'SaleBatch'],
  customers: ['Customers', 'Customer'],
  packages: ['Packages', 'Package'],
  esims: ['Esims', 'Esim'],
  inventory: ['Inventory'],
  catalogue: ['Catalogue'],
  pricingRules: ['PricingRules', 'PricingRule'],
  prices: ['Prices'],
  apiKeys: ['ApiKeys', 'ApiKey'],
  webhooks: ['Webhooks', 'Webhook'],
  events: ['Events', 'Event'],
  tickets: ['Tickets', 'Ticket'],
  creditPurchases: ['CreditPurchases', 'CreditPurchase'],
  paymentMethods: ['PaymentMethods', 'PaymentMethod'],
  invoices: ['Invoices', 'Invoice'],
  credits: ['Credits', 'Credit'],
  billingDetails: ['BillingDetails'],
  branding: ['Branding'],
  organization: ['Organization'],
  team: ['Team'],
  auditLog: ['AuditLog'],
  reports: ['Report'],
};
/** Groups whose methods keep the whole operation ID, but for these words. */
const WHOLE = {
  Authentication: ['auth', /^$/],
  'Signing in': ['auth', /^$/],
  Sandbox: ['sandbox', /Sandbox/],
  'Request log': ['requests', /Requests?/],
  SDK: ['sdk', /Sdk/],
  'SDK: apps': ['sdkSessions', /Sdk/],
};
/** The group of an operation without such a noun, where it is not the name of its tag. */
const GROUP_OF_TAG = { 'Activated items': 'packages', Refunds: 'packages', eSIM: 'esims' };

/** Returns the group and the method of an operation: `rotateWebhookSecret` → `webhooks.rotateSecret`. */
export function nameOperation(id, tag) {
  if (tag.startsWith('Operator')) {
    return { group: 'operator', verb: id.replace(/AsOperator|Operator(?=[A-Z])/, '') };
  }
  if (WHOLE[tag]) {
    const [group, words] = WHOLE[tag];
    return { group, verb: id.replace(words, '') };
  }
  if (/Webhook$/.test(id)) return { group: 'webhooks', verb: id.replace('Webhook', '') };
  const found = firstNoun(id);
  if (!found) return { group: GROUP_OF_TAG[tag] ?? toGroup(tag), verb: id };
  const [group, noun] = found;
  return { group, verb: id.replace(noun, '').replace(/To$/, '') };
}

/** Returns the group and the noun that stands first in the ID, the longer one if two begin there. */
function firstNoun(id) {
  const matches = Object.entries(NOUNS)
    .flatMap(([group, nouns]) => nouns.map((noun) => ({ group, noun, at: positionOf(id, noun) })))
    .filter(({ at }) => at > 0)
    .sort((a, b) => a.at - b.at || b.noun.length - a.noun.length);
  return matches[0] && [matches[0].group, matches[0].noun];
}

/** A noun ends where the next word begins: `Customer` is not in `listCustomersOf`. */
function positionOf(id, noun) {
  const match = new RegExp(`${noun}(?![a-z])`).exec(id);
  return match ? match.index : -1;
}

function toGroup(tag) {
  const words = tag.split(/\W+/).join('');
  return words[0].toLowerCase() + words.slice(1);
}
