import { i18n } from './index.ts';
import { settings } from './settings-texts.ts';

// Loaded beside the dialogs that show them.
i18n.addResourceBundle('en', 'translation', settings, true, true);
