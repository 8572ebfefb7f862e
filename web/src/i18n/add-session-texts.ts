import { i18n } from './index.ts';
import { session } from './session-texts.ts';

// Nobody needs these to get in: whoever loads a page about sessions loads this beside it.
i18n.addResourceBundle('en', 'translation', session, true, true);
