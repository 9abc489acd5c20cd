import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const SERVER = join(import.meta.dirname, '../..');
/** The imports through which a test reaches the PostgreSQL of the run. */
const WAYS = ['test/support/database.ts', 'test/support/temporary-server.ts'].map((file) =>
  join(SERVER, file),
);
const IMPORT = /^(?:import|export|\})(?! type)[^']*'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

/** Pages in a browser send requests that other tests send on each version. */
const BROWSER = join(SERVER, 'test/support/chromium.ts');
/** The clients of the API, whose operations other tests call on each version. */
const CLIENTS = ['sdks', 'cli', 'examples', 'integrations'].map(
  (name) => `../${name}/**/*.test.ts`,
);

/**
 * Tests of what stands above the statements: the shapes of HTTP, people and how they sign in,
 * pages, documents and mails, and processes. `statements.test.ts` prepares each statement on each
 * version, and `endpoints.test.ts` calls each operation there.
 */
const ABOVE_STATEMENTS = [
  ...['identity', 'surfaces', 'messaging/mail', 'messaging/notifications', 'tenancy/branding'].map(
    (folder) => `src/${folder}/**`,
  ),
  ...[
    'tenancy/requests',
    'tenancy/audit',
    'backoffice/tickets',
    'messaging/webhooks/endpoints',
  ].map((folder) => `src/${folder}/**`),
  'src/backoffice/operator/routes.test.ts',
  'src/money/billing/documents.test.ts',
  'src/commands/start-serving.test.ts',
  'test/guides/**',
  ...['audit-log', 'endpoints-at-large', 'openapi-fuzz', 'repeated-requests', 'roles'].map(inTest),
  ...['sign-in-fuzz', 'signing-in', 'life-of-an-esim', 'people-and-money'].map(inTest),
  ...['existing-clients', 'light-reference', 'postman', 'package', 'unknown-ids'].map(inTest),
  ...['going-live', 'rolling-restart', 'running-store'].map(inTest),
];

/**
 * Tests of what suppliers, receivers and RADIUS programs answer, which mostly wait for them. The
 * jobs that ask them are run on each version by tests of their races, losses and kills, such as
 * `random-orders.test.ts`, `orders.test.ts` and `losses.test.ts`.
 */
const ABOUT_ANSWERS = [
  ...['carriers/conformance', 'radius/programs'].map(inTest),
  ...['calls', 'cheapest-source', 'never-resent', 'other-currencies', 'requests', 'routing'].map(
    (name) => `src/commerce/supplier-orders/${name}.test.ts`,
  ),
  ...['source-faults', 'unreadable-catalogues'].map(
    (name) => `src/commerce/supplier-catalogues/${name}.test.ts`,
  ),
  ...['failed-attempts', 'pauses'].map((name) => `src/messaging/webhooks/sending/${name}.test.ts`),
  'src/commerce/routing/**',
  'src/commerce/stock-orders/lost-answers.test.ts',
];

/**
 * Returns the test files whose result cannot depend on the version of PostgreSQL: clients of the
 * API, browser tests, what stands above the statements, what others answer, and all that open no
 * PostgreSQL of the run, over any number of imports.
 */
export function versionFreeTests(): string[] {
  const own = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('node_modules'))
    .filter((file) => isVersionFree(join(SERVER, file)));
  return [...CLIENTS, ...ABOVE_STATEMENTS, ...ABOUT_ANSWERS, ...own];
}

function inTest(name: string): string {
  return `test/${name}.test.ts`;
}

function isVersionFree(file: string): boolean {
  return !reaches(file, WAYS, new Set()) || reaches(file, [BROWSER], new Set());
}

function reaches(file: string, goals: string[], seen: Set<string>): boolean {
  if (goals.includes(file)) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((one) => reaches(one, goals, seen));
}

/** Many tests reach the same files, and each is read once. */
const imports = new Map<string, string[]>();

function importsOf(file: string): string[] {
  const known = imports.get(file) ?? readImports(file);
  imports.set(file, known);
  return known;
}

function readImports(file: string): string[] {
  if (!file.endsWith('.ts') || !existsSync(file)) return [];
  const found = readFileSync(file, 'utf8').matchAll(IMPORT);
  return Array.from(found, ([, path, later]) => resolve(dirname(file), path ?? later ?? ''));
}
