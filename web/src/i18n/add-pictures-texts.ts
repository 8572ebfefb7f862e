import { i18n } from './index.ts';
import { pictures } from './pictures-texts.ts';

// Loaded beside the parts of the board that show them.
i18n.addResourceBundle('en', 'translation', pictures, true, true);
