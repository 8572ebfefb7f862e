import { canvas } from './canvas-texts.ts';
import { i18n } from './index.ts';

// Nobody needs these before the board is opened.
i18n.addResourceBundle('en', 'translation', canvas, true, true);
