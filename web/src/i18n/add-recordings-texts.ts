import { i18n } from './index.ts';
import { recordings } from './recordings-texts.ts';

// Whoever loads a list of recordings, or what one does with one, loads this beside it.
i18n.addResourceBundle('en', 'translation', recordings, true, true);
