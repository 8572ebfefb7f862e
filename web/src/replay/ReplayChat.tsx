import type { Replay, ReplayMessage } from '@lectern/contract';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplaySide.module.css';
import { clockTime, personName } from './replay-words.ts';
import { useReading } from './use-player.ts';

/** As near to the end as counts as being there, in pixels. */
const NEAR = 48;

/** The chat as it was at the time, with what came last in sight, unless one reads elsewhere. */
export function ReplayChat({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTexts();
  const { messages } = replay;
  const read = useCallback(() => messages.filter(({ at }) => at <= player.time() + 0.05).length, [messages, player]);
  const count = useReading(player, read);
  const list = useRef<HTMLUListElement>(null);
  const [follows, setFollows] = useState(true);
  const toEnd = useCallback(() => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each message that comes or goes.
  useEffect(() => {
    if (follows) toEnd();
  }, [count, follows, toEnd]);
  if (messages.length === 0) return <p className={classes.empty}>{t('replay.noChat')}</p>;
  if (count === 0) return <p className={classes.empty}>{t('replay.chatLater')}</p>;
  return (
    <>
      <ul
        ref={list}
        className={classes.list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        tabIndex={0}
        aria-label={t('replay.chat')}
        onScroll={({ currentTarget: box }) => setFollows(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR)}
      >
        {messages.slice(0, count).map((message) => (
          <Message key={message.id} message={message} replay={replay} player={player} />
        ))}
      </ul>
      {!follows && (
        <button
          type="button"
          className={classes.now}
          onClick={() => {
            setFollows(true);
            toEnd();
          }}
        >
          {t('replay.backToNow')}
        </button>
      )}
    </>
  );
}

interface MessageProps {
  message: ReplayMessage;
  replay: Replay;
  player: ReplayPlayer;
}

const Message = memo(function Message({ message, replay, player }: MessageProps) {
  const { t } = useTexts();
  const { at, person, text, edited, reply_to, attachments } = message;
  const answered = replay.messages.find(({ id }) => id === reply_to);
  const name = (number: number) => personName(t, replay.people, number);
  return (
    <li>
      <button
        type="button"
        className={classes.entry}
        aria-description={t('replay.goTo', { time: clockTime(at) })}
        onClick={() => player.seek(at)}
      >
        <span className={classes.head}>
          <strong>
            <bdi>{name(person)}</bdi>
          </strong>
          <span className={classes.soft}>
            {clockTime(at)}
            {edited && `, ${t('replay.edited')}`}
          </span>
        </span>
        {answered && <span className={classes.soft}>{t('replay.replyTo', { name: name(answered.person) })}</span>}
        <span className={classes.text} dir="auto">
          {text}
        </span>
        {attachments.map((one) => (
          <span key={one.name} className={classes.soft}>
            {one.name}
          </span>
        ))}
      </button>
    </li>
  );
});
