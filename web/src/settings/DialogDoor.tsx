import { Suspense } from 'react';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import { closeDialog, useOpenDialog } from './open-dialog.ts';

const settings = lazyPart(async () => (await import('./SettingsDialog.tsx')).SettingsDialog);
const keys = lazyPart(async () => (await import('#keyboard/KeysDialog.tsx')).KeysDialog);

/** Where the dialogs of the live page come in. */
export function DialogDoor({ own, state }: { own: OwnMedia; state: OwnMediaState }) {
  const open = useOpenDialog();
  if (open === null) return null;
  return (
    <Suspense>
      {open.dialog === 'settings' ? (
        <settings.Part own={own} state={state} section={open.section} onClose={closeDialog} />
      ) : (
        <keys.Part onClose={closeDialog} />
      )}
    </Suspense>
  );
}
