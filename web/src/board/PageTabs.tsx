import { type BoardPage, MOST_PAGES } from '@lectern/contract';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { nextStop } from '#keyboard/next-stop.ts';
import { BarTool } from './BarTool.tsx';
import classes from './PageTabs.module.css';
import { pageName } from './page-name.ts';
import { RenameField } from './RenameField.tsx';

interface PageTabsProps {
  pages: readonly BoardPage[];
  page_id: number;
  /** The element that shows the page. */
  controls: string;
  onTurn: (page_id: number) => void;
  /** Null for who may not. */
  onAdd: (() => void) | null;
  adding: boolean;
  /** The page whose name is being written, if any. */
  renaming: number | null;
  onRename: (page_id: number | null) => void;
  onName: ((page_id: number, name: string) => void) | null;
  /** What stands beside the page's tab. */
  children: ReactNode;
}

/** The pages of the board, each a tab. Arrows go from one to the next, Enter turns to it: turning may take others along. */
export function PageTabs(props: PageTabsProps) {
  const { pages, page_id, controls, onTurn, onAdd, adding, renaming, onRename, onName, children } = props;
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const current = pages.some((page) => page.id === focused) ? focused : page_id;

  // The page that is shown is the one whose tab is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that is added moves the tabs.
  useEffect(() => {
    tabOf(list.current, page_id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [page_id, pages.length]);

  function move(event: KeyboardEvent, index: number) {
    const { key } = event;
    const page = pages[index];
    const next = nextStop(key, index, pages.length);
    if (key === 'F2' && page && onName) onRename(page.id);
    else if (next === null) return;
    else tabOf(list.current, pages[next]?.id ?? page_id)?.focus();
    event.preventDefault();
  }

  function endRenaming(page: number, name: string | null) {
    if (name !== null) onName?.(page, name);
    onRename(null);
    tabOf(list.current, page)?.focus();
  }

  return (
    <div className={classes.tabs}>
      <div className={classes.middle}>
        <div ref={list} role="tablist" aria-label={t('board.pages')} className={classes.list}>
          {pages.map((page, index) => (
            <button
              key={page.id}
              type="button"
              role="tab"
              data-page={page.id}
              className={classes.tab}
              aria-selected={page.id === page_id}
              aria-controls={controls}
              {...(onName && { 'aria-keyshortcuts': 'F2' })}
              tabIndex={page.id === current ? 0 : -1}
              onFocus={() => setFocused(page.id)}
              onBlur={() => setFocused(null)}
              onClick={() => onTurn(page.id)}
              onDoubleClick={() => onName && onRename(page.id)}
              onKeyDown={(event) => move(event, index)}
            >
              <bdi>{pageName(t, pages, page.id)}</bdi>
            </button>
          ))}
        </div>
        {renaming !== null && pages.some((page) => page.id === renaming) && (
          <RenameField
            tab={tabOf(list.current, renaming)}
            label={t('board.newName', { name: pageName(t, pages, renaming) })}
            name={pages.find((page) => page.id === renaming)?.name ?? ''}
            placeholder={t('board.page', { number: pages.findIndex((page) => page.id === renaming) + 1 })}
            onDone={(name) => endRenaming(renaming, name)}
          />
        )}
      </div>
      {children}
      {onAdd && pages.length < MOST_PAGES && (
        <BarTool icon={IconPlus} name={t('board.add')} aria-busy={adding || undefined} onClick={onAdd} />
      )}
    </div>
  );
}

function tabOf(list: HTMLElement | null, page_id: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-page="${page_id}"]`) ?? null;
}
