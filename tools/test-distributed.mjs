import { join } from 'node:path';
import { runNode } from './run-program.mjs';
import { ensureInstalled, root, server } from './setup.mjs';

if (process.env.TEST_CITUS_URL) {
  await ensureInstalled();
  process.exitCode = await runNode(
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/distribution/'],
    { cwd: server, env: { ...process.env, GIGASTORE_TEST_POSTGRES: 'none' } },
  );
} else {
  console.log('Left out: the tests on a Citus cluster. TEST_CITUS_URL is not set');
  console.log('(server/test/distribution/README.md says how to build a cluster).');
}
