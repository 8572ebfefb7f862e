import type { Participant, SessionView } from '@lectern/contract';
import type { PeopleMedia } from '#live/person-media.ts';
import type { Standing } from './stage-order.ts';

/** What decides where each of these people is on the stage. */
export function standings(
  participants: readonly Participant[],
  view: SessionView,
  people: PeopleMedia,
  pins: ReadonlySet<number>,
  lately: ReadonlySet<number>,
): Standing[] {
  const hands = new Map(view.room?.hands.map(({ user }, index) => [user.id, index + 1]));
  if (view.room?.word) hands.set(view.room.word.id, 0);
  const hosts = new Set([view.session.creator.id, ...(view.moderation?.cohosts ?? [])]);
  return participants.map(({ user, video_enabled }) => {
    const media = people.get(user.id);
    return {
      account_id: user.id,
      host: hosts.has(user.id),
      screen: media?.sharing ?? false,
      pinned: pins.has(user.id),
      hand: hands.get(user.id) ?? null,
      spoke: lately.has(user.id),
      camera: media?.camera ?? video_enabled,
    };
  });
}
