import { useSyncExternalStore } from 'react';
import { i18n } from './index.ts';

/** The texts in the page's language; what uses them is drawn again when that changes. */
export function useTexts() {
  const language = useSyncExternalStore(subscribe, () => i18n.language);
  return { t: i18n.t, language };
}

function subscribe(reader: () => void): () => void {
  i18n.on('languageChanged', reader);
  return () => i18n.off('languageChanged', reader);
}
