import { IconRefresh, IconX } from '@tabler/icons-react';
import { failureCode, isPassing } from '#api/api-error.ts';
import { failureText } from '#api/failure-text.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { fileSize } from '#ui/file-size.ts';
import { fileType } from './attachment-words.ts';
import classes from './UploadTray.module.css';
import type { Upload, Uploads } from './uploads.ts';

/** The files that will go with the next message, and how far each is. */
export function UploadTray({ items, uploads }: { items: readonly Upload[]; uploads: Uploads }) {
  const { t } = useTexts();
  if (items.length === 0) return null;
  return (
    <ul className={classes.tray} aria-label={t('chat.files.attached')}>
      {items.map((upload) => {
        const { name } = upload.file;
        return (
          <li key={upload.key} className={classes.upload} data-failed={upload.state === 'failed' || undefined}>
            <span className={classes.words}>
              <bdi className={classes.name}>{name}</bdi>
              <State upload={upload} />
            </span>
            {upload.state === 'failed' && isPassing(failureCode(upload.error)) && (
              <button
                type="button"
                className={classes.button}
                aria-label={t('chat.files.retry', { name })}
                onClick={() => uploads.retry(upload.key)}
              >
                <IconRefresh size={16} aria-hidden />
              </button>
            )}
            <button
              type="button"
              className={classes.button}
              aria-label={t(upload.state === 'uploading' ? 'chat.files.cancel' : 'chat.files.remove', { name })}
              onClick={() => uploads.remove(upload.key)}
            >
              <IconX size={16} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function State({ upload }: { upload: Upload }) {
  const { t, language } = useTexts();
  const { name } = upload.file;
  switch (upload.state) {
    case 'uploading': {
      const percent = Math.round(upload.part * 100);
      return (
        <progress
          className={classes.progress}
          value={upload.part}
          max={1}
          aria-label={t('chat.files.uploading', { name, percent })}
        />
      );
    }
    case 'ready': {
      const { media_type, size } = upload.attachment;
      return (
        <span className={classes.about}>
          {t('chat.files.ready', {
            type: t(`chat.files.types.${fileType(media_type)}`),
            size: fileSize(size, dateLocale(language)),
          })}
        </span>
      );
    }
    case 'failed':
      return (
        <span className={classes.about} role="alert">
          {failureText(t, upload.error)}
        </span>
      );
    default:
      return upload satisfies never;
  }
}
