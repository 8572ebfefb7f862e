import type { Participant } from '@lectern/contract';
import type { TFunction } from 'i18next';
import { askUnmute, changeCohost, changeExemption, mute, removeParticipant, stopScreenOf } from '#api/moderation.ts';
import type { PersonAct } from './person-acts.ts';

/** Asks the server to do it; what came of it is told by the view. */
export function performAct(session_id: number, { id, user }: Participant, act: PersonAct): Promise<unknown> {
  switch (act.kind) {
    case 'mute':
      return mute(session_id, id, act.source);
    case 'ask':
      return askUnmute(session_id, id, act.source);
    case 'stop_screen':
      return stopScreenOf(session_id, id);
    case 'exempt':
      return changeExemption(session_id, { account_id: user.id, right: act.right, on: act.on });
    case 'cohost':
      return changeCohost(session_id, user.id, act.on);
    case 'remove':
      return removeParticipant(session_id, id);
    default:
      return act satisfies never;
  }
}

/** What the menu says. */
export function actName(t: TFunction, act: PersonAct): string {
  switch (act.kind) {
    case 'mute':
    case 'ask':
      return t(`moderation.act.${act.kind}.${act.source}`);
    case 'exempt':
      return t(`moderation.act.${act.on ? 'allow' : 'forbid'}.${act.right}`);
    case 'cohost':
      return t(`moderation.act.cohost.${act.on ? 'make' : 'dismiss'}`);
    case 'stop_screen':
    case 'remove':
      return t(`moderation.act.${act.kind}`);
    default:
      return act satisfies never;
  }
}

/** What is said once it is done. */
export function actDone(t: TFunction, act: PersonAct, name: string): string {
  switch (act.kind) {
    case 'mute':
      return t(`moderation.done.mute.${act.source}`, { name });
    case 'exempt':
      return t(`moderation.done.${act.on ? 'allow' : 'forbid'}`, { name });
    case 'cohost':
      return t(`moderation.done.cohost.${act.on ? 'make' : 'dismiss'}`, { name });
    case 'ask':
    case 'stop_screen':
    case 'remove':
      return t(`moderation.done.${act.kind}`, { name });
    default:
      return act satisfies never;
  }
}
