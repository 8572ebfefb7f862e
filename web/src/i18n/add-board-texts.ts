import { board } from './board-texts.ts';
import { i18n } from './index.ts';

// Nobody needs these before the board: whoever loads a part of it loads this beside it.
i18n.addResourceBundle('en', 'translation', board, true, true);
