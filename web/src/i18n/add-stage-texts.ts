import { i18n } from './index.ts';
import { stage } from './stage-texts.ts';

// Nobody needs these to get in: whoever loads a part of the stage that comes later loads this beside it.
i18n.addResourceBundle('en', 'translation', stage, true, true);
