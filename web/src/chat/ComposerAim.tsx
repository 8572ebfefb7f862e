import { IconArrowBackUp, IconPencil, IconX } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import classes from './Composer.module.css';
import { Gist } from './Quote.tsx';
import type { Composer } from './use-composer.ts';

/** What the text is for, where it is not simply a new message: an answer, or an edit. */
export function ComposerAim({ composer: { reply, editing, takeBack } }: { composer: Composer }) {
  const { t } = useTexts();
  const message = editing ?? reply;
  if (!message) return null;
  const Glyph = editing ? IconPencil : IconArrowBackUp;
  const heading = editing ? t('chat.edit.now') : t('chat.reply.to', { name: personName(message.user) });
  const cancel = t(editing ? 'chat.edit.cancel' : 'chat.reply.cancel');
  return (
    <div className={classes.aim}>
      <Glyph size={16} aria-hidden className={classes.aimIcon} />
      <span className={classes.aimWords}>
        <strong>{heading}</strong>
        <bdi className={classes.gist}>
          <Gist message={message} />
        </bdi>
      </span>
      <button type="button" className={classes.tool} aria-label={cancel} title={cancel} onClick={takeBack}>
        <IconX size={16} aria-hidden />
      </button>
    </div>
  );
}
