import '#i18n/add-moderation-texts.ts';
import { mayUse } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconInfoCircle, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnMedia } from '#live/own-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { RIGHT_ICONS } from './ActIcon.tsx';
import classes from './ModerationNews.module.css';
import type { Asked } from './told.ts';
import { type Notice, useModerationNews } from './use-moderation-news.ts';

/** How long something that needs no answer is shown, in milliseconds. */
const SHOWN_FOR = 8_000;
/** No more than this at once: they lie over the stage. */
const MOST = 3;

/** Above the stage: what hosts did that concerns this person, for a while; and what they ask for, until it is answered. */
export function ModerationNews({ feed, own }: { feed: OpenFeed; own: OwnMedia }) {
  const { notices, asked, putAway, settle } = useModerationNews(feed);
  const { view } = feed;
  // Nobody can do any more what has been locked meanwhile.
  const open = asked.filter(({ source }) => mayUse(view, view.account_id, source));
  return (
    <div role="status" className={classes.news}>
      {open.map((one) => (
        <Question key={one.source} asked={one} own={own} onSettled={() => settle(one.source)} />
      ))}
      {notices.slice(-MOST).map((one) => (
        <Line key={one.key} notice={one} onPutAway={putAway} />
      ))}
    </div>
  );
}

/** The person decides: nothing is turned on but by their own hand. */
function Question({ asked: { source, by }, own, onSettled }: { asked: Asked; own: OwnMedia; onSettled: () => void }) {
  const { t } = useTexts();
  const Glyph = RIGHT_ICONS[source];
  return (
    <div className={classes.notice} data-asks>
      <Glyph size={20} aria-hidden className={classes.icon} />
      <strong className={classes.text}>
        {t(`moderation.asked.${source}`, { name: by ? personName(by) : t('moderation.somebody') })}
      </strong>
      <span className={classes.answers}>
        <Button
          size="compact-md"
          onClick={() => {
            void own.want(source, true);
            onSettled();
          }}
        >
          {t('moderation.asked.accept')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onSettled}>
          {t('moderation.asked.decline')}
        </Button>
      </span>
    </div>
  );
}

function Line({ notice: { key, text }, onPutAway }: { notice: Notice; onPutAway: (key: number) => void }) {
  const { t } = useTexts();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onPutAway(key), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [held, key, onPutAway]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays for as long as somebody is at it.
    <div
      className={classes.notice}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <IconInfoCircle size={20} aria-hidden className={classes.icon} />
      <span className={classes.text}>{text}</span>
      <button
        type="button"
        className={classes.away}
        aria-label={t('moderation.told.put')}
        onClick={() => onPutAway(key)}
      >
        <IconX size={18} aria-hidden />
      </button>
    </div>
  );
}
