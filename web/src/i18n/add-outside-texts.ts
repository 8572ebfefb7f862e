import { i18n } from './index.ts';
import { outside } from './outside-texts.ts';

// Loaded beside the pages that show them.
i18n.addResourceBundle('en', 'translation', outside, true, true);
