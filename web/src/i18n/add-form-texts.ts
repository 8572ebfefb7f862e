import { form } from './form-texts.ts';
import { i18n } from './index.ts';

// Loaded with the form.
i18n.addResourceBundle('en', 'translation', form, true, true);
