import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Patience for a slow machine, not a measure: a test that waits does so for a condition.
const patience = { testTimeout: 120_000, hookTimeout: 120_000, teardownTimeout: 60_000 };
const webSetUp = 'web/src/testing/setup.ts';
const serverSetUp = 'server/src/testing/global-setup.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'contract', root: 'contract', include: ['src/**/*.test.ts'], ...patience } },
      {
        test: {
          name: 'server',
          root: 'server',
          include: ['src/**/*.test.ts'],
          ...(existsSync(serverSetUp) ? { globalSetup: ['src/testing/global-setup.ts'] } : {}),
          ...patience,
        },
      },
      {
        test: {
          name: 'web',
          root: 'web',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          ...(existsSync(webSetUp) ? { setupFiles: ['src/testing/setup.ts'] } : {}),
          ...patience,
        },
      },
    ],
  },
});
