import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './Dialog.module.css';

interface DialogProps {
  heading: string;
  /** What the button that closes it says. */
  close: string;
  onClose: () => void;
  children: ReactNode;
}

/** Settings and the like, in front of everything else; all of a phone's screen. The browser keeps the focus inside, and Escape closes it. */
export function Dialog({ heading, close, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={name} onClose={onClose}>
      <div className={classes.top}>
        <h2 id={name} className={classes.heading}>
          {heading}
        </h2>
        <button
          type="button"
          className={classes.close}
          aria-label={close}
          title={close}
          onClick={() => dialog.current?.close()}
        >
          <IconX size={20} stroke={1.75} aria-hidden />
        </button>
      </div>
      <div className={classes.body}>{children}</div>
    </dialog>
  );
}
