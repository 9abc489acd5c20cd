import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'test/**/*.test.ts',
      'bench/**/*.test.ts',
      '../sdks/**/*.test.ts',
      '../cli/**/*.test.ts',
      '../examples/**/*.test.ts',
    ],
    globalSetup: ['test/support/global-setup.ts', '../sdks/typescript/test/support/generate.ts'],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'Asia/Kathmandu' },
  },
});
