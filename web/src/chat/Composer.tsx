import { MOST_ATTACHMENTS } from '@lectern/contract';
import { IconMoodSmile, IconPaperclip, IconSend2 } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { Failure } from '#ui/Failure.tsx';
import classes from './Composer.module.css';
import { ComposerAim } from './ComposerAim.tsx';
import type { ChatPeople } from './chat-people.ts';
import type { ChatRoom } from './chat-room.ts';
import { EmojiGrid } from './EmojiGrid.tsx';
import { MessageField } from './MessageField.tsx';
import { Recipient } from './Recipient.tsx';
import { UploadTray } from './UploadTray.tsx';
import type { Composer as Composing } from './use-composer.ts';

/** From here on the characters that are left are told. */
const NEAR_THE_END = 400;

interface ComposerProps {
  room: ChatRoom;
  composer: Composing;
  people: ChatPeople;
}

/** Where one writes, to whom, with what attached. */
export function Composer({ room, composer, people }: ComposerProps) {
  const { t } = useTexts();
  const about = useId();
  const files = useRef<HTMLInputElement>(null);
  const [picking, setPicking] = useState(false);
  const { to, editing, left, text } = composer;
  const { uploads } = room.getState();

  function insertEmoji(emoji: string) {
    const box = composer.field.current;
    const at = box?.selectionStart ?? text.length;
    composer.write(text.slice(0, at) + emoji + text.slice(box?.selectionEnd ?? at));
    setPicking(false);
    box?.focus();
  }

  return (
    <div className={classes.composer} data-private={(to !== null && !editing) || undefined}>
      {picking && (
        <EmojiGrid
          name={t('chat.emoji.insert')}
          onPick={insertEmoji}
          onClose={() => {
            setPicking(false);
            composer.field.current?.focus();
          }}
        />
      )}
      {!editing && (
        <Recipient choices={people.recipients} host_id={people.host_id} to={to} onChange={composer.writeTo} />
      )}
      <ComposerAim composer={composer} />
      <Failure error={composer.error} />
      <UploadTray items={uploads} uploads={room.uploads} />
      {composer.too_many && (
        <p className={classes.note} role="alert">
          {t('chat.files.tooMany', { count: MOST_ATTACHMENTS })}
        </p>
      )}
      <div className={classes.box} data-invalid={left < 0 || undefined}>
        <MessageField
          field={composer.field}
          value={text}
          label={t(editing ? 'chat.edit.now' : 'chat.compose.message')}
          placeholder={
            to ? t('chat.compose.placeholderPrivate', { name: personName(to) }) : t('chat.compose.placeholder')
          }
          invalid={left < 0}
          describedBy={about}
          people={people.mentionable}
          onChange={composer.write}
          onSend={composer.send}
          onEditLast={composer.editLast}
          onEscape={composer.takeBack}
          onFiles={composer.attach}
        />
        <div className={classes.tools}>
          {!editing && (
            <button
              type="button"
              className={classes.tool}
              aria-label={t('chat.compose.attach')}
              title={t('chat.compose.attach')}
              onClick={() => files.current?.click()}
            >
              <IconPaperclip size={20} stroke={1.75} aria-hidden />
            </button>
          )}
          <button
            type="button"
            className={classes.tool}
            aria-label={t('chat.emoji.insert')}
            title={t('chat.emoji.insert')}
            aria-expanded={picking}
            onClick={() => setPicking(!picking)}
          >
            <IconMoodSmile size={20} stroke={1.75} aria-hidden />
          </button>
          <span id={about} className={classes.count} data-over={left < 0 || undefined}>
            {left < 0 && t('chat.compose.over', { count: -left })}
            {left >= 0 && left <= NEAR_THE_END && t('chat.compose.left', { count: left })}
          </span>
          <button
            type="button"
            className={classes.send}
            disabled={!composer.may_send}
            aria-label={t(editing ? 'chat.edit.save' : 'chat.compose.send')}
            title={t(editing ? 'chat.edit.save' : 'chat.compose.send')}
            onClick={composer.send}
          >
            <IconSend2 size={20} stroke={1.75} aria-hidden />
          </button>
        </div>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t('chat.compose.attach')}
        onChange={(event) => {
          composer.attach([...(event.currentTarget.files ?? [])]);
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
