import { type Icon, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import classes from './SidePanel.module.css';

interface SidePanelProps {
  /** Of the element, for the button that opens it. */
  id: string;
  heading: string;
  close: string;
  onClose: () => void;
  /** More buttons beside the closing one. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A panel beside the stage, or all of a phone's screen. It takes the focus; Escape closes it. */
export function SidePanel({ id, heading, close, onClose, tools, children }: SidePanelProps) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What is inside may have a better place for it.
    if (!top.current?.closest('aside')?.contains(document.activeElement)) top.current?.focus();
  }, []);

  function closeOnEscape({ key, target, nativeEvent }: KeyboardEvent) {
    // A question in front of the panel has its own Escape.
    const asked = target instanceof Element && target.closest('dialog') !== null;
    if (key === 'Escape' && !nativeEvent.isComposing && !asked) onClose();
  }

  return (
    <aside id={id} className={classes.panel} aria-labelledby={`${id}-heading`} onKeyDown={closeOnEscape}>
      <div className={classes.top}>
        <h2 id={`${id}-heading`} tabIndex={-1} ref={top} className={classes.heading}>
          {heading}
        </h2>
        {tools}
        <PanelTool icon={IconX} name={close} onClick={onClose} />
      </div>
      {children}
    </aside>
  );
}

interface PanelToolProps {
  icon: Icon;
  name: string;
  busy?: boolean;
  onClick: () => void;
}

export function PanelTool({ icon: Glyph, name, busy = false, onClick }: PanelToolProps) {
  return (
    <button
      type="button"
      className={classes.tool}
      aria-label={name}
      title={name}
      aria-busy={busy || undefined}
      onClick={onClick}
    >
      <Glyph size={20} stroke={1.75} aria-hidden />
    </button>
  );
}
