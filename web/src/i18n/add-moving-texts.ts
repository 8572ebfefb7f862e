import { i18n } from './index.ts';
import { moving } from './moving-texts.ts';

// Loaded beside the notice that shows them.
i18n.addResourceBundle('en', 'translation', moving, true, true);
