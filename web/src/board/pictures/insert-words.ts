import { failureText } from '#api/failure-text.ts';
import type { i18n } from '#i18n/index.ts';
import { PictureError } from './picture-error.ts';

/** Why something could not be put on the board. */
export function whyNot(t: typeof i18n.t, error: unknown): string {
  return error instanceof PictureError ? t(`pictures.trouble.${error.trouble}`) : failureText(t, error);
}
