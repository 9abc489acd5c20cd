/** A page: its title in the navigation, and its path below the folder of its section. */
type Entry = [title: string, path: string];

/** The sections of the site in the order in which a reseller needs them. */
const SECTIONS: [title: string, ...entries: Entry[]][] = [
  ['Overview', ['Introduction', '']],
  [
    'Start',
    ['Create an account', 'start/create-an-account'],
    ['Add credits', 'start/add-credits'],
    ['Configure your inventory', 'start/configure-inventory'],
    ['Automatic top-up', 'start/automatic-top-up'],
    ['Billing and VAT', 'start/billing'],
  ],
  ['Technical integration', ['API', 'integration/api'], ['SDK', 'integration/sdk']],
  [
    'API',
    ['Getting started', 'api/getting-started'],
    ['OpenAPI', 'api/openapi'],
    ['Postman collection', 'api/postman'],
    ['Authentication', 'api/authentication'],
    ['Offering packages', 'api/offering-packages'],
    ['Countries', 'api/countries'],
    ['Supported devices', 'api/supported-devices'],
    ['Customers', 'api/customers'],
    ['First package', 'api/first-package'],
    ['Activation modes', 'api/activation-modes'],
    ['eSIM profiles', 'api/esim-profiles'],
    ['Top-up', 'api/top-up'],
    ['Package refund', 'api/package-refund'],
    ['Error handling', 'api/error-handling'],
    ['Idempotency and retries', 'api/idempotency'],
    ['Sandbox', 'api/sandbox'],
    ['Selling many packages', 'api/selling-many'],
    ['Agents (MCP)', 'api/agents'],
    ['Reports', 'api/reports'],
  ],
  [
    'Webhooks',
    ['First steps', 'webhooks/first-steps'],
    ['eSIM status', 'webhooks/esim-status'],
    ['Balance alert', 'webhooks/balance-alert'],
    ['Country change', 'webhooks/country-change'],
    ['Balance activation', 'webhooks/balance-activation'],
    ['All events', 'webhooks/events'],
    ['Signatures', 'webhooks/signatures'],
    ['Replay', 'webhooks/replay'],
  ],
  [
    'SDK',
    ['iOS', 'sdk/ios'],
    ['Android', 'sdk/android'],
    ['Activation request', 'sdk/activation-request'],
    ['Customer registration', 'sdk/customer-registration'],
  ],
  [
    'Guidelines',
    ['User experience', 'guidelines/user-experience'],
    ['Branding', 'guidelines/branding'],
    ['Pages for travellers', 'guidelines/traveller-pages'],
  ],
  [
    'Customer support',
    ['For support teams', 'support/for-support-teams'],
    ['Connectivity', 'support/connectivity'],
    ['Changing the device', 'support/changing-device'],
    ['Package refund', 'support/package-refund'],
    ['Tickets', 'support/tickets'],
  ],
  [
    'Clients',
    ['Overview', 'clients/'],
    ['Command line', 'clients/command-line'],
    ['TypeScript', 'clients/typescript'],
    ['Python', 'clients/python'],
  ],
  ['Shops', ['WooCommerce', 'shops/woocommerce'], ['Shopify', 'shops/shopify']],
  [
    'Portal',
    ['The portal', 'portal/'],
    ['People and roles', 'portal/people'],
    ['Audit log', 'portal/audit-log'],
    ['Personal data', 'portal/personal-data'],
  ],
  [
    'Running it yourself',
    ['Overview', 'running/'],
    ['Install', 'running/install'],
    ['Configuration', 'running/configuration'],
    ['Going live', 'running/going-live'],
    ['Live mode', 'running/live-mode'],
    ['PostgreSQL', 'running/postgresql'],
    ['Database roles', 'running/database-roles'],
    ['TLS and proxies', 'running/proxies'],
    ['Backup and restore', 'running/backup'],
    ['Upgrades', 'running/upgrades'],
    ['Monitoring', 'running/monitoring'],
    ['Carriers', 'running/carriers'],
    ['Usage by RADIUS', 'running/radius'],
    ['Email', 'running/email'],
    ['Stripe', 'running/stripe'],
    ['Security', 'running/security'],
    ['Secrets', 'running/secrets'],
    ['The platform', 'running/operator'],
    ['Operator keys', 'running/operator-keys'],
  ],
  [
    'Moving from the original',
    ['What is the same', 'moving/what-is-the-same'],
    ['What is more', 'moving/what-is-more'],
    ['API compatibility', 'api-compatibility'],
  ],
];

/** The navigation, as VitePress wants it. */
export const sidebar = SECTIONS.map(([text, ...entries]) => ({
  text,
  items: entries.map(([title, path]) => ({ text: title, link: `/${path}` })),
}));

/** The Markdown files of the pages, in the order of the navigation. */
export const pages = SECTIONS.flatMap(([, ...entries]) =>
  entries.map(([, path]) => (/(^|\/)$/.test(path) ? `${path}index.md` : `${path}.md`)),
);
