import { IconArrowDown } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { LogRows } from './LogRows.tsx';
import classes from './MessageLog.module.css';
import type { LoadedMessages } from './message-list.ts';
import type { Row } from './rows.ts';
import { useLogScroll } from './use-log-scroll.ts';

interface MessageLogProps {
  rows: readonly Row[];
  loaded: Pick<LoadedMessages, 'has_older' | 'loading' | 'error'>;
  onOlder: () => void;
  /** Messages of others that one has not seen yet. */
  unseen: number;
  /** Whether the end is being looked at. */
  onAtEnd: (at_end: boolean) => void;
  /** Goes up by one whenever the end should be shown: something of one's own was sent. */
  sent: number;
  empty: ReactNode;
}

/** The messages, latest at the bottom; what is older comes as one scrolls up. */
export function MessageLog({ rows, loaded, onOlder, unseen, onAtEnd, sent, empty }: MessageLogProps) {
  const { t } = useTexts();
  const { has_older, loading, error } = loaded;
  const onEarly = useCallback(() => {
    if (has_older && !loading && !error) onOlder();
  }, [has_older, loading, error, onOlder]);
  const { log, at_end, toEnd, onScroll } = useLogScroll(rows, onEarly);
  const had_older = useRef(has_older);
  useEffect(() => {
    // The button that loaded the last page has gone, and the focus with it.
    if (had_older.current && !has_older && document.activeElement === document.body) log.current?.focus();
    had_older.current = has_older;
  }, [has_older, log]);
  useEffect(() => onAtEnd(at_end), [at_end, onAtEnd]);
  useEffect(() => {
    if (sent > 0) toEnd();
  }, [sent, toEnd]);
  return (
    <div className={classes.area}>
      {/* New messages are told by the page's announcer, a few at a time: not here, where older ones come in as well. */}
      <div
        className={classes.log}
        ref={log}
        role="log"
        tabIndex={-1}
        aria-live="off"
        aria-label={t('chat.log')}
        onScroll={onScroll}
      >
        <div className={classes.content}>
          {has_older && (
            <div className={classes.older}>
              <button type="button" className={classes.pill} aria-busy={loading} onClick={onOlder}>
                {t(loading ? 'chat.loadingOlder' : 'chat.loadOlder')}
              </button>
            </div>
          )}
          <Failure error={error} />
          {rows.length === 0 ? empty : <LogRows rows={rows} />}
        </div>
      </div>
      {!at_end && (
        <button type="button" className={classes.toEnd} onClick={toEnd} data-news={unseen > 0 || undefined}>
          <IconArrowDown size={16} aria-hidden />
          {unseen > 0 ? t('chat.newBelow', { count: unseen }) : t('chat.toLatest')}
        </button>
      )}
    </div>
  );
}
