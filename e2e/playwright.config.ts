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
    // No film of it: to take a picture of a page with video at every change costs more than the test itself.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    launchOptions: chromium(),
  },
});
