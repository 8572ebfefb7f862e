import { failures } from './failures.ts';
import { i18n } from './index.ts';

// Loaded by the first request that fails, and beside what can be refused by other ways.
i18n.addResourceBundle('en', 'translation', { failures }, true, true);
