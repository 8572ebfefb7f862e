import { type DragEvent, type ReactNode, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './FileDrop.module.css';

interface FileDropProps {
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** Where files can be dropped: all of the panel, because a file dropped beside it would open in the session's place. */
export function FileDrop({ onFiles, children }: FileDropProps) {
  const { t } = useTexts();
  const [over, setOver] = useState(false);

  function onDragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  }

  function onDrop(event: DragEvent) {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button to attach files does the same.
    <div
      className={classes.area}
      onDragOver={onDragOver}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false);
      }}
      onDrop={onDrop}
    >
      {children}
      {over && <div className={classes.drop}>{t('chat.compose.drop')}</div>}
    </div>
  );
}
