import { useClickOutside } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import classes from './Popup.module.css';

interface PopupProps {
  icon: Icon;
  name: string;
  /** What is in it; where that can close it, a function of how. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small button that opens a box above it. Escape, a click elsewhere or the button itself closes it. */
export function Popup({ icon: Glyph, name, children }: PopupProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const area = useClickOutside<HTMLDivElement>(() => setOpen(false));
  function close() {
    setOpen(false);
    button.current?.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Escape on behalf of what is inside.
    <div
      ref={area}
      className={classes.area}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) close();
      }}
    >
      <button
        ref={button}
        type="button"
        className={classes.opener}
        aria-label={name}
        title={name}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Glyph size={18} aria-hidden />
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
        <div id={id} role="group" aria-label={name} className={classes.box}>
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </div>
  );
}
