/**
 * The slices and whom each may ask. A new arrow is a decision: it is written here, goes one way,
 * and may not close a circle. Money, facts and keys are asked by many and ask nobody.
 */
export const ARROWS: Record<string, readonly string[]> = {
  accounts: [],
  activations: [
    'accounts',
    'audit',
    'carriers',
    'credits',
    'customers',
    'esims',
    'events',
    'inventory',
  ],
  audit: ['accounts'],
  'auto-top-up': ['accounts', 'billing', 'credits', 'events', 'mail', 'organizations', 'payments'],
  billing: ['accounts', 'mail'],
  carriers: [],
  catalog: [],
  commands: [
    'accounts',
    'audit',
    'activations',
    'auto-top-up',
    'billing',
    'carriers',
    'credits',
    'idempotency',
    'mail',
    'operator',
    'organizations',
    'payments',
    'people',
    'seed',
    'webhooks',
  ],
  credits: [],
  customers: ['accounts', 'esims'],
  esims: ['accounts', 'carriers', 'events'],
  events: [],
  idempotency: [],
  inventory: ['accounts', 'catalog', 'credits'],
  mail: [],
  networks: [],
  operator: [
    'accounts',
    'audit',
    'billing',
    'carriers',
    'catalog',
    'credits',
    'events',
    'inventory',
    'mail',
    'organizations',
    'payments',
    'reports',
    'tickets',
  ],
  organizations: ['accounts', 'credits', 'events', 'inventory'],
  pages: ['activations', 'catalog', 'customers', 'esims'],
  payments: ['accounts', 'billing', 'credits', 'events', 'mail'],
  people: ['accounts', 'audit', 'mail', 'organizations'],
  refunds: ['accounts', 'activations', 'carriers', 'credits', 'esims', 'events'],
  reports: ['accounts'],
  sandbox: [
    'accounts',
    'activations',
    'auto-top-up',
    'billing',
    'carriers',
    'credits',
    'customers',
    'esims',
    'events',
    'idempotency',
    'inventory',
    'payments',
    'usage',
    'webhooks',
  ],
  sdk: ['webhooks'],
  seed: ['accounts', 'billing', 'catalog', 'credits', 'inventory', 'organizations', 'people'],
  support: [
    'accounts',
    'activations',
    'audit',
    'catalog',
    'customers',
    'esims',
    'idempotency',
    'networks',
    'usage',
  ],
  tickets: ['accounts', 'activations', 'esims', 'mail', 'organizations', 'people'],
  usage: ['accounts', 'activations', 'carriers', 'catalog', 'esims', 'events', 'networks'],
  webhooks: ['accounts', 'events', 'mail', 'organizations'],
};

/** The parts without a domain word, and which other parts each may use. */
export const PLUMBING: Record<string, readonly string[]> = {
  lib: [],
  db: ['lib'],
  http: ['lib', 'db', 'src/log.ts'],
  jobs: ['lib', 'db', 'src/log.ts'],
};

/** Slices that put the others to work from outside; nobody but `main.ts` asks them. */
export const ENTRIES = ['commands'];

/** Slices that are all edge, or put it together, and know HTTP outside of their routes too. */
export const ALL_EDGE = ['pages', 'commands'];

/** Plumbing knows no slice; only these files, and only their types. */
export const TYPES_FOR_PLUMBING: Record<string, readonly string[]> = {
  http: ['src/accounts/context.ts', 'src/accounts/scopes.ts'],
};

/** Not the product, and there to look at stores themselves. */
export const LOOKS_INSIDE = ['test/statements/by-hand.ts'];

/** The files that stand in `src` itself: they put the parts together, or belong to all of them. */
export const ROOT_FILES = [
  'src/app.ts',
  'src/config.ts',
  'src/log.ts',
  'src/main.ts',
  'src/open-parts.ts',
  'src/open-payments.ts',
  'src/parts.ts',
  'src/secret-key.ts',
  'src/version.ts',
];

/** Packages that one part knows, so that changing them changes one part. */
export const PACKAGES: Record<string, readonly string[]> = {
  '@better-auth/passkey': ['people'],
  'better-auth': ['people'],
  fastify: ['http'],
  'graphile-worker': ['jobs'],
  nodemailer: ['mail'],
  pg: ['db', 'jobs'],
  pino: ['src/log.ts'],
  'prom-client': ['http'],
  'sql-template-tag': ['db'],
  stripe: ['payments'],
  zod: ['src/config.ts'],
};

/** Where the environment is read. */
export const ENVIRONMENT_READERS = ['src/config.ts'];

/**
 * Where a slice takes the machine's clock: real time rules tokens, grants, and sending again, and
 * an account's clock is set by how far it is from it.
 */
export const CLOCK_READERS = [
  'src/accounts/access.ts',
  'src/commands/tasks.ts',
  'src/people/people.ts',
  'src/sandbox/routes.ts',
  'src/sdk/routes.ts',
  'src/usage/routes.ts',
  'src/webhooks/routes.ts',
  'src/webhooks/start-deliveries.ts',
];

/** The slice that writes each table; everyone else asks it. */
export const TABLES: Record<string, string> = {
  accounts: 'accounts',
  adjustments: 'operator',
  activated_items: 'activations',
  api_key_spending: 'accounts',
  api_keys: 'accounts',
  auto_top_up_attempts: 'auto-top-up',
  auto_top_ups: 'auto-top-up',
  audit_log: 'audit',
  bank_receipts: 'payments',
  billing_counters: 'billing',
  billing_details: 'billing',
  billing_documents: 'billing',
  book_audits: 'operator',
  carrier_keys: 'carriers',
  carrier_profiles: 'carriers',
  catalogue_version: 'catalog',
  country_sets: 'catalog',
  credit_alerts: 'auto-top-up',
  customers: 'customers',
  data_plans: 'catalog',
  disputes: 'payments',
  esim_profiles: 'esims',
  event_sequences: 'events',
  events: 'events',
  idempotency_keys: 'idempotency',
  inventory_items: 'inventory',
  inventory_versions: 'inventory',
  invitations: 'people',
  ledger_accounts: 'credits',
  mail_attachments: 'mail',
  mails: 'mail',
  mailed_links: 'people',
  members: 'people',
  network_sessions: 'esims',
  organizations: 'organizations',
  passkeys: 'people',
  people: 'people',
  payment_customers: 'payments',
  payment_methods: 'payments',
  payment_setups: 'payments',
  plan_costs: 'catalog',
  price_list_entries: 'catalog',
  price_lists: 'catalog',
  profile_domains: 'esims',
  profile_event_ids: 'usage',
  provider_notices: 'payments',
  purchases: 'payments',
  refund_counts: 'accounts',
  rejected_usage_records: 'usage',
  sellers: 'billing',
  second_factors: 'people',
  sessions: 'people',
  sign_in_attempts: 'people',
  sign_in_challenges: 'people',
  sign_in_methods: 'people',
  signing_keys: 'accounts',
  stock_thresholds: 'operator',
  ticket_messages: 'tickets',
  tickets: 'tickets',
  transfers: 'credits',
  usage_record_ids: 'usage',
  usage_records: 'usage',
  webhook_attempts: 'webhooks',
  webhook_deliveries: 'webhooks',
  webhook_endpoints: 'webhooks',
};

/** Statements that touch a tenant's table without being bound to one account, and why they may. */
export const ACROSS_ACCOUNTS: Record<string, string> = {
  'src/accounts/api-key-store.ts selectLogin': 'a login knows its client id before its account',
  'src/accounts/directory-store.ts selectAccountsOf': 'the two accounts of one organization',
  'src/activations/package-store.ts selectAccountsWithDue':
    'finds the accounts in which a worker then works one by one',
  'src/auto-top-up/sweep-store.ts selectRecovered': 'a round of the platform, over all accounts',
  'src/auto-top-up/sweep-store.ts selectUnreckoned': 'a round of the platform, over all accounts',
  'src/auto-top-up/sweep-store.ts selectUntold': 'a round of the platform, over all accounts',
  'src/auto-top-up/sweep-store.ts selectUntopped': 'a round of the platform, over all accounts',
  'src/credits/audit-store.ts selectBrokenChains': 'the audit of the whole installation',
  'src/credits/audit-store.ts selectStrayProfiles': 'the audit of the whole installation',
  'src/credits/audit-store.ts selectUnbalancedAccounts': 'the audit of the whole installation',
  'src/credits/audit-store.ts selectUnpaidPackages': 'the audit of the whole installation',
  'src/activations/erase-store.ts clearOldUserIps':
    'a job of the platform, over all accounts by age',
  'src/idempotency/store.ts deleteOutlivedKeys': 'a job of the platform, over all accounts by age',
  'src/organizations/store.ts selectAccountIds': 'names the two accounts of one organization',
  'src/people/session-store.ts selectSession': 'a session knows its person before an account',
  'src/payments/method-store.ts claimOpenSetups': 'a job of the platform, over all accounts',
  'src/payments/reversal-store.ts selectOwing': 'a job of the platform, over all accounts',
  'src/payments/store.ts selectByIntent': 'a notice of the provider names its payment alone',
  'src/payments/store.ts selectByReference':
    'a bank transfer names its reference before its account',
  'src/payments/store.ts selectForgotten': 'a job of the platform, over all accounts',
  'src/operator/store.ts selectAdjustmentForUpdate':
    'the platform decides on an adjustment by its id, whosever it is',
  'src/payments/awaited-store.ts selectAwaited': 'the bank does not know whose transfer it was',
  'src/reports/store.ts selectSales': 'the platform adds up the sales of all resellers',
  'src/seed/store.ts selectAccountOfKey': 'the demonstration is known by the client id of its key',
  'src/tickets/desk-store.ts selectAccountOfTicket':
    'the platform knows a ticket by its id before whose it is',
  'src/webhooks/sending-store.ts selectWaiting': 'a sender looks for work of any account',
};

export const MAX_FILE_LINES = 300;
export const MAX_FUNCTION_LINES = 60;
export const MAX_COLUMNS = 100;
export const MAX_PARAMETERS = 3;
export const MAX_NESTING = 2;

/** Words that say nothing about what a thing is; `data` is one too when it stands alone. */
export const EMPTY_WORDS = [
  'manager',
  'managers',
  'helper',
  'helpers',
  'util',
  'utils',
  'common',
  'base',
  'info',
  'process',
  'processor',
  'handle',
  'handler',
  'handlers',
  'service',
  'services',
  'do',
];
