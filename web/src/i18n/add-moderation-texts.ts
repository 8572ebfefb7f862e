import { i18n } from './index.ts';
import { moderation } from './moderation-texts.ts';

// Nobody needs these to get in: whoever loads a part that moderates, or tells of it, loads this beside it.
i18n.addResourceBundle('en', 'translation', moderation, true, true);
