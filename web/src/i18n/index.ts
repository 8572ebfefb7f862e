import i18next from 'i18next';
import type { account } from './account-texts.ts';
import type { board } from './board-texts.ts';
import type { booking } from './booking-texts.ts';
import type { breakouts } from './breakouts-texts.ts';
import type { canvas } from './canvas-texts.ts';
import type { chat } from './chat-texts.ts';
import type { connection } from './connection-texts.ts';
import { en } from './en.ts';
import type { failures } from './failures.ts';
import type { form } from './form-texts.ts';
import type { hearing } from './hearing-texts.ts';
import type { list } from './list-texts.ts';
import type { moderation } from './moderation-texts.ts';
import type { moving } from './moving-texts.ts';
import type { notes } from './notes-texts.ts';
import type { outside } from './outside-texts.ts';
import type { pictures } from './pictures-texts.ts';
import type { recording } from './recording-texts.ts';
import type { recordings } from './recordings-texts.ts';
import type { replay } from './replay-texts.ts';
import type { room } from './room-texts.ts';
import type { screen } from './screen-texts.ts';
import type { session } from './session-texts.ts';
import type { settings } from './settings-texts.ts';
import type { stage } from './stage-texts.ts';
import type { trouble } from './trouble-texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en &
        typeof list &
        typeof account &
        typeof board &
        typeof booking &
        typeof breakouts &
        typeof form & { failures: typeof failures } & typeof canvas &
        typeof chat &
        typeof connection &
        typeof moderation &
        typeof moving &
        typeof hearing &
        typeof notes &
        typeof outside &
        typeof pictures &
        typeof recording &
        typeof recordings &
        typeof replay &
        typeof room &
        typeof screen &
        typeof session &
        typeof settings &
        typeof stage &
        typeof trouble;
    };
  }
}

export const i18n = i18next.createInstance();

/** Ready at once: the texts are part of the page, so nothing is fetched for them. */
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
