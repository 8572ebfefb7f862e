import { type FocusEvent, type KeyboardEvent, memo, type PointerEvent, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { dayName } from './chat-times.ts';
import { MessageItem } from './MessageItem.tsx';
import classes from './MessageLog.module.css';
import { PendingItem } from './PendingItem.tsx';
import type { Row } from './rows.ts';

/** The lines themselves: one stop for Tab, arrow keys from message to message, and beside the one that is meant what can be done. */
export const LogRows = memo(function LogRows({ rows }: { rows: readonly Row[] }) {
  const { t, language } = useTexts();
  const [pointed, setPointed] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [inside, setInside] = useState(false);
  const lines = rows.filter((row) => row.kind === 'message' || row.kind === 'pending');
  // Where nothing was chosen, Tab leads to the latest.
  const stop = lines.some((row) => row.key === focused) ? focused : lines.at(-1)?.key;

  function onKeyDown(event: KeyboardEvent<HTMLOListElement>) {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.line === undefined) return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')];
    const at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  }

  return (
    <ol
      className={classes.rows}
      onKeyDown={onKeyDown}
      onPointerOver={(event: PointerEvent) => event.pointerType === 'mouse' && setPointed(lineOf(event.target))}
      onPointerLeave={() => setPointed(null)}
      onFocus={(event: FocusEvent) => {
        setFocused(lineOf(event.target));
        setInside(true);
      }}
      onBlur={(event: FocusEvent) => setInside(event.currentTarget.contains(event.relatedTarget))}
    >
      {rows.map((row) => {
        switch (row.kind) {
          case 'day':
            return (
              <li key={row.key} className={classes.rule}>
                {dayName(row.instant, dateLocale(language), t)}
              </li>
            );
          case 'new':
            return (
              <li key={row.key} className={classes.rule} data-new>
                {t('chat.newLine')}
              </li>
            );
          case 'message':
          case 'pending':
            return (
              <li
                key={row.key}
                className={classes.line}
                data-line={row.key}
                data-message={row.kind === 'message' ? row.message.id : undefined}
                tabIndex={row.key === stop ? 0 : -1}
              >
                {row.kind === 'message' ? (
                  <MessageItem
                    message={row.message}
                    leads={row.leads}
                    active={row.key === (pointed ?? (inside ? focused : null))}
                  />
                ) : (
                  <PendingItem pending={row.pending} leads={row.leads} />
                )}
              </li>
            );
          default:
            return row satisfies never;
        }
      })}
    </ol>
  );
});

function lineOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-line]')?.dataset.line ?? null) : null;
}
