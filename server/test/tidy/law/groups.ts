/**
 * The groups of `src` and their slices, from the bottom up. A slice may use those before it;
 * imports of types and reading another slice's table in SQL count like calls.
 */
export const GROUPS: Record<string, readonly string[]> = {
  kernel: ['kernel'],
  platform: 'config log db limits embedded-postgres backups outgoing http jobs traces pdf'.split(
    ' ',
  ),
  tenancy: [
    ...['accounts', 'organizations', 'branding', 'audit', 'idempotency', 'requests'],
    'sdk-apps',
    'sdk-attestation',
  ],
  messaging: ['events', 'mail', 'notifications', 'webhooks'],
  money: ['credits', 'billing', 'payments', 'auto-top-up'],
  connectivity: [
    ...['networks', 'carriers', 'carrier-orders', 'radius', 'esims', 'usage-pulls'],
    ...['installations', 'sdk-sessions'],
  ],
  commerce: [
    'catalog',
    'inventory',
    'pricing',
    'wholesale',
    'customers',
    'approvals',
    'sdk-activations',
    'activations',
    'supplier-catalogues',
    'routing',
    'supplier-orders',
    'stock-orders',
    'refunds',
    'replacements',
    'installation-mails',
    'sale-batches',
    'approved-sales',
    'usage',
    'radius-usage',
    'pulled-usage',
    'usage-files',
    'traveller-mails',
    'customer-records',
    'connectivity-checks',
    'onboarding',
  ],
  identity: [
    ...['people', 'sessions', 'device-logins', 'operator-keys', 'second-factor', 'passkeys'],
    ...['sign-in', 'team'],
  ],
  backoffice: [
    ...['tickets', 'timelines', 'search', 'reports', 'announcements', 'operator', 'operations'],
    'archive',
    'doctor',
  ],
  surfaces: ['reference', 'traveller-pages', 'sandbox', 'sdk', 'seed', 'guides', 'mcp', 'portal'],
};

/** Folders beside the groups that run the slices; only `main.ts` imports them. */
export const ENTRIES = ['commands'];

/** Every slice, from the bottom up. */
export const SLICES: readonly string[] = [...Object.values(GROUPS).flat(), ...ENTRIES];

/** Groups without a domain word: they know no slice, and their files are imported one by one. */
export const PLUMBING = ['kernel', 'platform'];

/** Slices that are all edge, or put it together, and know HTTP outside of their routes too. */
export const ALL_EDGE = ['reference', 'traveller-pages', 'guides', 'mcp', 'portal', 'commands'];

const BY_HAND_FILES = [
  'by-hand',
  'lists-by-hand',
  'orders-by-hand',
  'owners-by-hand',
  'packages-by-hand',
  'pulls-by-hand',
  'radius-by-hand',
];
/** Not the product, and there to look at stores themselves. */
export const LOOKS_INSIDE = BY_HAND_FILES.map((name) => `test/statements/${name}.ts`);

/** The files that stand in `src` itself: they put the parts together, or belong to all of them. */
export const ROOT_FILES = [
  'src/app.ts',
  'src/platform/log.ts',
  'src/main.ts',
  'src/assemble.ts',
  'src/open-payments.ts',
  'src/parts.ts',
  'src/share-changes.ts',
];

/** Packages that one part knows, so that changing them changes one part. */
export const PACKAGES: Record<string, readonly string[]> = {
  '@fastify/static': ['http'],
  '@modelcontextprotocol/server': ['mcp'],
  '@noble/ciphers': ['second-factor'],
  '@peculiar/x509': ['sdk-attestation'],
  '@simplewebauthn/server': ['passkeys', 'sdk-attestation'],
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
  'reflect-metadata': ['sdk-attestation'],
  'sql-template-tag': ['db'],
  sax: ['operator'],
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
  'src/commands/run-radius.ts',
  'src/commands/run-worker.ts',
  'src/commands/tasks.ts',
  'src/identity/sessions/people.ts',
  'src/surfaces/sandbox/routes.ts',
  'src/surfaces/sdk/routes.ts',
  'src/commerce/usage/routes.ts',
  'src/commerce/stock-orders/notice-routes.ts',
  'src/messaging/webhooks/endpoints/routes.ts',
  'src/messaging/webhooks/sending/start-deliveries.ts',
];
