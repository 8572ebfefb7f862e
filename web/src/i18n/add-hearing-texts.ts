import { hearing } from './hearing-texts.ts';
import { i18n } from './index.ts';

// Few ever see these: they come with what watches the sounds.
i18n.addResourceBundle('en', 'translation', hearing, true, true);
