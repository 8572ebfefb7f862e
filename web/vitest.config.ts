import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    name: 'web',
    // A browser's world costs half a second per file: the few tests that need one ask for it in their first line.
    environment: 'node',
    include: ['{src,build}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // In the app these come with the panels that need them.
    setupFiles: [
      'src/i18n/add-list-texts.ts',
      'src/i18n/add-account-texts.ts',
      'src/i18n/add-panel-texts.ts',
      'src/i18n/add-canvas-texts.ts',
      'src/i18n/add-hearing-texts.ts',
      'src/i18n/add-outside-texts.ts',
      'src/i18n/add-trouble-texts.ts',
      'src/i18n/add-failure-texts.ts',
    ],
  },
});
