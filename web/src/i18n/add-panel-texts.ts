import { chat } from './chat-texts.ts';
import { i18n } from './index.ts';

// Nobody needs these before the chat or a poll is opened: whoever loads such a panel loads this beside it.
i18n.addResourceBundle('en', 'translation', chat, true, true);
