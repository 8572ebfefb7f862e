import { i18n } from './index.ts';
import { recording } from './recording-texts.ts';

// Nobody needs these to get in: whoever loads a part about being recorded loads this beside it.
i18n.addResourceBundle('en', 'translation', recording, true, true);
