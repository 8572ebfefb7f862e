import { Suspense } from 'react';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import { closeDialog, useOpenDialog } from './open-dialog.ts';

const settings = lazyPart(async () => (await import('./SettingsDialog.tsx')).SettingsDialog);
const keys = lazyPart(async () => (await import('#keyboard/KeysDialog.tsx')).KeysDialog);
const recording = lazyPart(async () => (await import('#recordings/RecordingDialog.tsx')).RecordingDialog);

interface DialogDoorProps {
  feed: OpenFeed;
  own: OwnMedia;
  state: OwnMediaState;
}

/** Where the dialogs of the live page come in. */
export function DialogDoor({ feed, own, state }: DialogDoorProps) {
  const open = useOpenDialog();
  if (open === null) return null;
  return (
    <Suspense>
      {open.dialog === 'settings' && (
        <settings.Part feed={feed} own={own} state={state} section={open.section} onClose={closeDialog} />
      )}
      {open.dialog === 'keys' && <keys.Part onClose={closeDialog} />}
      {open.dialog === 'recording' && (
        <recording.Part feed={feed} question={open.question} error={open.error} onClose={closeDialog} />
      )}
    </Suspense>
  );
}
