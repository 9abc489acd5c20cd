/**
 * The groups of `src` and their slices, from the bottom up. A slice may use those before it;
 * imports of types and reading another slice's table in SQL count like calls.
 */
export const GROUPS: Record<string, readonly string[]> = {
  kernel: ['kernel'],
  platform: 'config log db embedded-postgres backups outgoing http jobs traces pdf'.split(' '),
  tenancy: ['accounts', 'organizations', 'branding', 'audit', 'idempotency', 'requests'],
  messaging: ['events', 'mail', 'notifications', 'webhooks'],
  money: ['credits', 'billing', 'payments', 'auto-top-up'],
  connectivity: ['networks', 'carriers', 'esims'],
  commerce: [
    'catalog',
    'inventory',
    'pricing',
    'wholesale',
    'customers',
    'activations',
    'refunds',
    'replacements',
    'installation-mails',
    'sale-batches',
    'usage',
    'traveller-mails',
    'customer-records',
    'connectivity-checks',
    'onboarding',
  ],
  identity: ['people', 'sessions', 'operator-keys', 'second-factor', 'passkeys', 'sign-in', 'team'],
  backoffice: ['tickets', 'timelines', 'search', 'reports', 'operator', 'doctor'],
  surfaces: ['reference', 'traveller-pages', 'sandbox', 'sdk', 'seed', 'guides', 'portal'],
  commands: ['commands'],
};

/** Every slice, from the bottom up. */
export const SLICES: readonly string[] = Object.values(GROUPS).flat();

/** Groups without a domain word: they know no slice, and their files are imported one by one. */
export const PLUMBING = ['kernel', 'platform'];

/** Slices that put the others to work from outside; nobody but `main.ts` asks them. */
export const ENTRIES = ['commands'];

/** Slices that are all edge, or put it together, and know HTTP outside of their routes too. */
export const ALL_EDGE = ['reference', 'traveller-pages', 'guides', 'portal', 'commands'];

/** Not the product, and there to look at stores themselves. */
export const LOOKS_INSIDE = ['test/statements/by-hand.ts', 'test/statements/lists-by-hand.ts'];

/** The files that stand in `src` itself: they put the parts together, or belong to all of them. */
export const ROOT_FILES = [
  'src/app.ts',
  'src/platform/log.ts',
  'src/main.ts',
  'src/assemble.ts',
  'src/open-payments.ts',
  'src/parts.ts',
];

/** Packages that one part knows, so that changing them changes one part. */
export const PACKAGES: Record<string, readonly string[]> = {
  '@fastify/static': ['http'],
  '@noble/ciphers': ['second-factor'],
  '@simplewebauthn/server': ['passkeys'],
  '@opentelemetry/api': ['traces'],
  '@opentelemetry/context-async-hooks': ['traces'],
  '@opentelemetry/core': ['traces'],
  '@opentelemetry/exporter-trace-otlp-http': ['traces'],
  '@opentelemetry/resources': ['traces'],
  '@opentelemetry/sdk-trace-base': ['traces'],
  fastify: ['http', 'reference'],
  'graphile-worker': ['jobs'],
  nodemailer: ['mail'],
  otpauth: ['second-factor'],
  fontkit: ['pdf'],
  pg: ['db', 'embedded-postgres', 'jobs'],
  pino: ['log'],
  'prom-client': ['http'],
  'sql-template-tag': ['db'],
  stripe: ['payments'],
  yazl: ['http'],
  zod: ['config'],
};

/** Where the environment is read. */
export const ENVIRONMENT_READERS = ['src/platform/config/config.ts'];

/** Where a slice reads the machine's clock: for tokens, grants, retries and accounts' clocks. */
export const CLOCK_READERS = [
  'src/identity/operator-keys/authenticate-operator-key.ts',
  'src/tenancy/accounts/access.ts',
  'src/tenancy/branding/page-hosts.ts',
  'src/commands/tasks.ts',
  'src/identity/sessions/people.ts',
  'src/surfaces/sandbox/routes.ts',
  'src/surfaces/sdk/routes.ts',
  'src/commerce/usage/routes.ts',
  'src/messaging/webhooks/endpoints/routes.ts',
  'src/messaging/webhooks/sending/start-deliveries.ts',
];

/** The slice that writes each table; everyone else asks it. */
export const TABLES: Record<string, string> = {
  accounts: 'accounts',
  adjustments: 'operator',
  activated_items: 'activations',
  api_key_spending: 'accounts',
  api_keys: 'accounts',
  approval_requests: 'operator',
  auto_top_up_attempts: 'auto-top-up',
  auto_top_ups: 'auto-top-up',
  api_requests: 'requests',
  audit_log: 'audit',
  backups: 'backups',
  bank_receipts: 'payments',
  billing_counters: 'billing',
  billing_details: 'billing',
  billing_documents: 'billing',
  book_audits: 'operator',
  brand_logos: 'branding',
  brandings: 'branding',
  carrier_keys: 'carriers',
  carrier_networks: 'carriers',
  carrier_profiles: 'carriers',
  catalogue_version: 'catalog',
  country_sets: 'catalog',
  credit_alerts: 'auto-top-up',
  customer_notes: 'customers',
  customer_tags: 'customers',
  customers: 'customers',
  data_plans: 'catalog',
  disputes: 'payments',
  document_pdfs: 'billing',
  esim_profiles: 'esims',
  event_sequences: 'events',
  events: 'events',
  free_profiles: 'carriers',
  idempotency_keys: 'idempotency',
  installation_mail_counts: 'installation-mails',
  installation_mails: 'installation-mails',
  inventory_items: 'inventory',
  inventory_versions: 'inventory',
  invitations: 'team',
  job_runs: 'jobs',
  ledger_accounts: 'credits',
  mail_attachments: 'mail',
  mails: 'mail',
  mailed_links: 'people',
  members: 'people',
  network_sessions: 'esims',
  open_holds: 'credits',
  notification_choices: 'notifications',
  operator_day_totals: 'operator',
  operator_keys: 'operator-keys',
  organizations: 'organizations',
  passkeys: 'passkeys',
  people: 'people',
  payment_customers: 'payments',
  payment_methods: 'payments',
  payment_setups: 'payments',
  plan_costs: 'catalog',
  price_list_entries: 'catalog',
  price_lists: 'catalog',
  pricing_rules: 'pricing',
  profile_domains: 'esims',
  profile_event_ids: 'usage',
  provider_notices: 'payments',
  purchases: 'payments',
  refund_counts: 'accounts',
  refund_reports: 'payments',
  replacement_counts: 'replacements',
  rejected_usage_records: 'usage',
  sale_batches: 'sale-batches',
  sale_batch_items: 'sale-batches',
  sellers: 'billing',
  sales_totals: 'reports',
  sales_totals_progress: 'reports',
  second_factors: 'second-factor',
  sessions: 'sessions',
  sign_in_attempts: 'people',
  sign_in_challenges: 'sessions',
  sign_in_methods: 'people',
  signing_keys: 'accounts',
  stock_thresholds: 'operator',
  canned_answers: 'tickets',
  ticket_attachments: 'tickets',
  ticket_messages: 'tickets',
  ticket_notes: 'tickets',
  traveller_mail_choices: 'traveller-mails',
  traveller_mail_cursors: 'traveller-mails',
  traveller_mails: 'traveller-mails',
  tickets: 'tickets',
  transfers: 'credits',
  usage_record_ids: 'usage',
  usage_records: 'usage',
  usage_report_parts: 'usage',
  usage_reports: 'usage',
  webhook_attempts: 'webhooks',
  webhook_deliveries: 'webhooks',
  webhook_endpoints: 'webhooks',
};

/** See there for the reasons. */
export { ACROSS_ACCOUNTS } from './across-accounts.ts';

/**
 * The stores with statements that are given a list of accounts, an account a row, by the work that
 * needs them. Only this work mixes the rows of several accounts in one transaction. The lane locks
 * accounts in the order of their ids; on a distributed database it has one batch a node.
 */
export const MANY_ACCOUNTS: Record<string, readonly string[]> = {
  'the lane sells for all accounts in one transaction': [
    'src/commerce/activations/account-store.ts',
    'src/commerce/activations/store.ts',
    'src/commerce/customers/store.ts',
    'src/commerce/inventory/item-for-sale-store.ts',
    'src/commerce/inventory/stock-store.ts',
    'src/connectivity/esims/domain-store.ts',
    'src/connectivity/esims/profile-store.ts',
    'src/messaging/events/store.ts',
    'src/money/credits/hold-store.ts',
    'src/money/credits/store.ts',
    'src/tenancy/accounts/spending-store.ts',
    'src/tenancy/audit/store.ts',
    'src/tenancy/idempotency/store.ts',
  ],
  'a sender works for the endpoints that it has leased': [
    'src/messaging/webhooks/sending/outcome-store.ts',
    'src/messaging/webhooks/sending/sending-store.ts',
  ],
  'a process keeps the requests that it answered': ['src/tenancy/requests/store.ts'],
  'a process writes down now and then which keys it saw': ['src/tenancy/accounts/api-key-store.ts'],
};
