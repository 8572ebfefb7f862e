import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './Confirm.module.css';

interface ConfirmProps {
  heading: string;
  children: ReactNode;
  /** What the button says that does it. */
  action: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** A question before something that cannot be undone. The browser's own dialog keeps the focus inside and Escape closes it. */
export function Confirm({ heading, children, action, busy = false, onConfirm, onClose }: ConfirmProps) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={name} onClose={onClose}>
      <h2 id={name} className={classes.heading}>
        {heading}
      </h2>
      <Text component="div" c="var(--ink-soft)">
        {children}
      </Text>
      <Group justify="flex-end" mt="xl">
        <Button variant="default" onClick={() => dialog.current?.close()}>
          {t('back')}
        </Button>
        <Button color="red.8" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </dialog>
  );
}
