import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'tools/*/src/**/*.test.ts',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    // Tests start real processes; on a busy machine those take their time. Nothing asserts on it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
