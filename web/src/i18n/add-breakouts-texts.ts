import { breakouts } from './breakouts-texts.ts';
import { i18n } from './index.ts';

// Nobody needs these to get in: whoever loads a part about the rooms loads this beside it.
i18n.addResourceBundle('en', 'translation', breakouts, true, true);
