import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';

/** Real Chromium, with a camera that shows a moving picture and a microphone that beeps. */
export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  // Several browsers with video each, on two cores: one test at a time.
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    // On demand: to keep a trace of each test costs a good part of the time that the test takes.
    trace: process.env.LECTERN_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    launchOptions: chromium(),
  },
});
