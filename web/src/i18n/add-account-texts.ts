import { account } from './account-texts.ts';
import { i18n } from './index.ts';

// Loaded beside the forms that show them.
i18n.addResourceBundle('en', 'translation', account, true, true);
