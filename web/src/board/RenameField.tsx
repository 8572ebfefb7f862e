import { LONGEST_PAGE_NAME } from '@lectern/contract';
import { useEffect, useRef } from 'react';
import classes from './PageTabs.module.css';

interface RenameFieldProps {
  /** The tab it lies over. */
  tab: HTMLElement | null;
  label: string;
  name: string;
  /** What the page is called without a name. */
  placeholder: string;
  /** With null the page keeps its name. */
  onDone: (name: string | null) => void;
}

/** Where a page's name is written: over its tab. Enter or a look elsewhere takes the name, Escape leaves it. */
export function RenameField({ tab, label, name, placeholder, onDone }: RenameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);

  function end(value: string | null) {
    if (done.current) return;
    done.current = true;
    const wanted = value?.trim() ?? name;
    onDone(wanted === name ? null : wanted);
  }

  const left = tab ? tab.offsetLeft - (tab.parentElement?.scrollLeft ?? 0) : 0;
  return (
    <input
      ref={field}
      className={classes.field}
      style={{ left: Math.max(0, left), minWidth: tab?.offsetWidth ?? 0 }}
      aria-label={label}
      defaultValue={name}
      placeholder={placeholder}
      maxLength={LONGEST_PAGE_NAME}
      size={12}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(event.currentTarget.value);
        if (event.key === 'Escape') end(null);
      }}
    />
  );
}
