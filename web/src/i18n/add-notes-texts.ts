import { i18n } from './index.ts';
import { notes } from './notes-texts.ts';

// Nobody needs these before the notes are opened: whoever loads a part of them loads this beside it.
i18n.addResourceBundle('en', 'translation', notes, true, true);
