import { i18n } from './index.ts';
import { screen } from './screen-texts.ts';

// Nobody needs these to get in: they come with the button.
i18n.addResourceBundle('en', 'translation', screen, true, true);
