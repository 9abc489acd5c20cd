import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { versionFreeTests } from './test/support/version-free.ts';

const isSecondVersion = process.env.GIGASTORE_TEST_POSTGRES === '15';

const installHelper = join(import.meta.dirname, '../sdks/typescript/src/install/index.ts');

export default defineConfig({
  // The plug-in for apps imports the package, which is not built for its tests.
  resolve: { alias: { 'gigastore/install': installHelper } },
  test: {
    include: [
      'src/**/*.test.ts',
      'test/**/*.test.ts',
      'bench/**/*.test.ts',
      '../sdks/**/*.test.ts',
      '../cli/**/*.test.ts',
      '../examples/**/*.test.ts',
      '../integrations/**/*.test.ts',
    ],
    // `npm test` on PostgreSQL 18 runs them all.
    exclude: isSecondVersion ? versionFreeTests() : [],
    globalSetup: ['test/support/global-setup.ts', '../sdks/typescript/test/support/generate.ts'],
    // Two leave a third of two processors idle, because tests wait for stores, browsers and clocks.
    maxWorkers: 3,
    // The run on the second version takes over what the first one has transformed.
    experimental: { fsModuleCache: true },
    // Files of a worker share the modules that they import: loading them anew took half of the time.
    // No test replaces a module or keeps state in one.
    isolate: false,
    // A busy machine may delay a browser past its time-out: CI tries a failed test once more, and
    // names each that needed it.
    retry: process.env.CI ? 1 : 0,
    // The last lines of CI name a failure by its message alone: it shows what differed.
    chaiConfig: { truncateThreshold: 400 },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'Asia/Kathmandu' },
  },
});
