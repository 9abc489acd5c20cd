import { join } from 'node:path';
import { runNode } from './run-program.mjs';
import { ensureInstalled, root, server } from './setup.mjs';

const VITEST = join(root, 'node_modules/vitest/vitest.mjs');
/** Tests of one PostgreSQL that pass on a cluster too, beside those of the folder. */
const ALSO_THERE = [
  'test/random-commerce.test.ts',
  ...['sale-races', 'sell-packages'].map((name) => `src/commerce/activations/${name}.test.ts`),
  'src/commerce/inventory/items-for-sale.test.ts',
  'src/commerce/refunds/refund-package.test.ts',
  'src/commerce/sale-batches/',
  'src/commands/jobs-on-cluster.test.ts',
  'src/commands/database-roles.test.ts',
  'src/backoffice/operations/webhook-troubles.test.ts',
  'src/backoffice/reports/sales-report.test.ts',
  'src/backoffice/tickets/tickets.test.ts',
  'src/commerce/customer-records/search-customers.test.ts',
  'src/commerce/pulled-usage/',
  'src/commerce/radius-usage/radius-usage.test.ts',
  'src/commerce/replacements/replace-esim.test.ts',
  'src/commerce/stock-orders/order-ahead.test.ts',
  ...['orders', 'requests', 'settle-by-hand'].map(
    (name) => `src/commerce/supplier-orders/${name}.test.ts`,
  ),
  'src/commerce/usage/usage-reports.test.ts',
  'src/commerce/usage-files/files.test.ts',
  'src/money/auto-top-up/top-up-rules.test.ts',
  ...['documents', 'send-document'].map((name) => `src/money/billing/${name}.test.ts`),
  'src/money/credits/sum-transfers.test.ts',
  'src/money/payments/disputes/reversals.test.ts',
  'src/money/payments/purchases/interleaving.test.ts',
  'src/money/payments/transfers/confirm-transfer.test.ts',
  'src/surfaces/sandbox/reset-races.test.ts',
  'src/surfaces/sdk/activations.test.ts',
  'src/connectivity/carriers/blocks-on-cluster.test.ts',
  'src/platform/db/two-phases-on-cluster.test.ts',
];
/** A statement crosses the network several times, and a file waits for its copy on each node. */
const PATIENCE = ['--testTimeout=180000', '--hookTimeout=180000'];

if (process.env.TEST_CITUS_URL) {
  await ensureInstalled();
  process.exitCode = await runNode(
    [VITEST, 'run', 'test/distribution/', ...ALSO_THERE, ...PATIENCE],
    { cwd: server, env: { ...process.env, GIGASTORE_TEST_POSTGRES: 'citus' } },
  );
} else {
  console.log('Left out: the tests on a Citus cluster. TEST_CITUS_URL is not set');
  console.log('(server/test/distribution/README.md says how to build a cluster).');
}
