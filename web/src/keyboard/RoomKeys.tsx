import type { OwnMedia } from '#live/own-media.ts';
import { openDialog } from '#settings/open-dialog.ts';
import { useShortcut } from './actions.ts';
import { useKeyboard } from './use-keyboard.ts';

/** The single keys of the live room, for as long as it is shown. What most of them do, the parts of the room say. */
export function RoomKeys({ own }: { own: OwnMedia }) {
  useKeyboard((held) => void own.talk(held));
  useShortcut('help', () => openDialog({ dialog: 'keys' }));
  return null;
}
