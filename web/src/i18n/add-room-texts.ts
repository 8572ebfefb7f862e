import { i18n } from './index.ts';
import { room } from './room-texts.ts';

// Nobody needs these to get in: whoever loads a part of the room that comes later loads this beside it.
i18n.addResourceBundle('en', 'translation', room, true, true);
