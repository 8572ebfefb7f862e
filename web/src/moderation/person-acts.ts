import { type MutedSource, mayUse, moderates, type Participant, Right, type SessionView } from '@lectern/contract';

/** Something that a host does with one person in the room. */
export type PersonAct =
  | { kind: 'mute' | 'ask'; source: MutedSource }
  | { kind: 'stop_screen' }
  | { kind: 'exempt'; right: Right; on: boolean }
  | { kind: 'cohost'; on: boolean }
  | { kind: 'remove' };

/** What this account may do with a person as things are; nothing with oneself, and nothing as a learner. */
export function personActs(view: SessionView, { user, ...sends }: Participant): PersonAct[] {
  const { role, account_id, session, moderation } = view;
  if (!moderates(role) || !moderation || user.id === account_id) return [];
  const isCreator = user.id === session.creator.id;
  const isCohost = moderation.cohosts.includes(user.id);
  return [
    ...deviceActs(view, user.id, 'microphone', sends.audio_enabled),
    ...deviceActs(view, user.id, 'camera', sends.video_enabled),
    ...(sends.screen_enabled ? [{ kind: 'stop_screen' } as const] : []),
    ...(isCreator || isCohost ? [] : exceptionActs(view, user.id)),
    ...(role === 'host' ? [{ kind: 'cohost', on: !isCohost } as const] : []),
    ...(isCreator ? [] : [{ kind: 'remove' } as const]),
  ];
}

/** Nobody is asked for what they may not do. */
function deviceActs(view: SessionView, account_id: number, source: MutedSource, on: boolean): PersonAct[] {
  if (on) return [{ kind: 'mute', source }];
  return mayUse(view, account_id, source) ? [{ kind: 'ask', source }] : [];
}

function exceptionActs(view: SessionView, account_id: number): PersonAct[] {
  const exempt = exemptRights(view, account_id);
  return lockedRights(view).map((right) => ({ kind: 'exempt', right, on: !exempt.includes(right) }));
}

/** What learners may not do now, in the order of `Right`. */
export function lockedRights({ moderation, room }: Pick<SessionView, 'moderation' | 'room'>): Right[] {
  return Right.options.filter((right) =>
    right === 'chat' ? room?.chat_open === false : moderation?.locks.includes(right),
  );
}

/** What somebody may do although it is locked. */
export function exemptRights({ moderation }: Pick<SessionView, 'moderation'>, account_id: number): readonly Right[] {
  return moderation?.exemptions.find((one) => one.account_id === account_id)?.rights ?? [];
}
