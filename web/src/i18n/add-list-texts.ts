import { i18n } from './index.ts';
import { list } from './list-texts.ts';

// Loaded beside the list that shows them.
i18n.addResourceBundle('en', 'translation', list, true, true);
