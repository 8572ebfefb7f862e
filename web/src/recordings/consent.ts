import type { Consent, SessionView } from '@lectern/contract';

/** What somebody decided about being recorded. Whoever has not answered is not recorded either. */
export type Standing = Consent['choice'] | 'unanswered';

export const ownConsent = ({ consents, account_id }: SessionView): Consent | null =>
  consents.find((one) => one.account_id === account_id) ?? null;

export function standingOf({ consents }: SessionView, account_id: number): Standing {
  return consents.find((one) => one.account_id === account_id)?.choice ?? 'unanswered';
}

/** Of those who are in the room: how many agreed to be recorded. For hosts, who know everybody's answers. */
export function agreed(view: SessionView): number {
  return view.participants.filter(({ user }) => standingOf(view, user.id) === 'recorded').length;
}

/** What people are asked about: a recording that runs, one that begins with the session, or none so far. */
export function aboutRecording({ recording, session }: SessionView): 'runs' | 'ahead' | 'none' {
  if (recording) return 'runs';
  return session.record_from_start && session.started_at === null ? 'ahead' : 'none';
}
