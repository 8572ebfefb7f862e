import type { Attachment } from '@lectern/contract';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { attachmentAddress } from '#api/chat.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { fileSize } from '#ui/file-size.ts';
import classes from './AttachmentList.module.css';
import { fileType } from './attachment-words.ts';

/** The files of a message, each a download. */
export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const { t, language } = useTexts();
  if (attachments.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('chat.files.list')}>
      {attachments.map(({ id, name, media_type, size }) => {
        const words = {
          type: t(`chat.files.types.${fileType(media_type)}`),
          size: fileSize(size, dateLocale(language)),
        };
        return (
          <li key={id}>
            <a
              className={classes.file}
              href={attachmentAddress(id)}
              download={name}
              aria-label={t('chat.files.download', { name, ...words })}
            >
              <IconFile size={22} stroke={1.5} aria-hidden className={classes.icon} />
              <span className={classes.words}>
                <bdi className={classes.name}>{name}</bdi>
                <span className={classes.about}>{t('chat.files.ready', words)}</span>
              </span>
              <IconDownload size={18} stroke={1.75} aria-hidden className={classes.icon} />
            </a>
          </li>
        );
      })}
    </ul>
  );
}
