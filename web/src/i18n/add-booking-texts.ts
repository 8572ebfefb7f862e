import { booking } from './booking-texts.ts';
import { i18n } from './index.ts';

// Loaded with what shows requests.
i18n.addResourceBundle('en', 'translation', booking, true, true);
