import type { Right } from '@lectern/contract';
import { Loader } from '@mantine/core';
import {
  type Icon,
  IconChalkboard,
  IconDoorExit,
  IconHandStop,
  IconMessage,
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconUserMinus,
  IconUserPlus,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import type { PersonAct } from './person-acts.ts';

export const RIGHT_ICONS: Record<Right, Icon> = {
  microphone: IconMicrophone,
  camera: IconVideo,
  screen: IconScreenShare,
  chat: IconMessage,
  hand: IconHandStop,
  board: IconChalkboard,
};

/** The picture beside an entry of the menu; turning while the server has not answered. */
export function ActIcon({ act, busy }: { act: PersonAct; busy: boolean }) {
  if (busy) return <Loader size={18} color="gray" aria-hidden />;
  const Glyph = glyphOf(act);
  return <Glyph size={18} stroke={1.75} aria-hidden />;
}

function glyphOf(act: PersonAct): Icon {
  switch (act.kind) {
    case 'mute':
      return act.source === 'microphone' ? IconMicrophoneOff : IconVideoOff;
    case 'ask':
      return RIGHT_ICONS[act.source];
    case 'stop_screen':
      return IconScreenShareOff;
    case 'exempt':
      return RIGHT_ICONS[act.right];
    case 'cohost':
      return act.on ? IconUserPlus : IconUserMinus;
    case 'remove':
      return IconDoorExit;
    default:
      return act satisfies never;
  }
}
