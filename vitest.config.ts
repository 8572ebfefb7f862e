import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { findLiveKit } from './scripts/livekit.mjs';
import { findTestStore } from './scripts/test-store.mjs';

// Patience for a slow machine, not a measure: a test that waits does so for a condition.
const patience = { testTimeout: 300_000, hookTimeout: 120_000, teardownTimeout: 60_000 };

// The tests run the real LiveKit and a real store of files, whichever of the ways there is to get it.
process.env.LIVEKIT_BINARY ??= await findLiveKit({ ...process.env, LIVEKIT_URL: '' });
process.env.VERSITYGW_BINARY ??= await findTestStore();

export default defineConfig({
  test: {
    // Most of the time a test waits for other processes: on two cores two files at once take much less than one by one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'contract', root: 'contract', include: ['src/**/*.test.ts'], ...patience } },
      {
        test: {
          name: 'server',
          root: 'server',
          include: ['src/**/*.test.ts'],
          globalSetup: ['src/testing/global-setup.ts'],
          ...patience,
        },
      },
      { extends: './web/vitest.config.ts', test: { name: 'web', root: 'web', ...patience } },
    ],
  },
});
