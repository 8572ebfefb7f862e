import { i18n } from './index.ts';
import { replay } from './replay-texts.ts';

// Loaded with the page that shows a recording.
i18n.addResourceBundle('en', 'translation', replay, true, true);
