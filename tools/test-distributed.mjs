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
  'src/connectivity/carriers/blocks-on-cluster.test.ts',
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
