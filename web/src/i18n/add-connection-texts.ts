import { connection } from './connection-texts.ts';
import { i18n } from './index.ts';

// Loaded beside the notice that shows them.
i18n.addResourceBundle('en', 'translation', connection, true, true);
