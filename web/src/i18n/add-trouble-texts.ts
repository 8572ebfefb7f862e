import { i18n } from './index.ts';
import { trouble } from './trouble-texts.ts';

// Loaded beside the notice that shows them.
i18n.addResourceBundle('en', 'translation', trouble, true, true);
