import type { Chapter, Replay, ReplayPerson } from '@lectern/contract';
import type { TFunction } from 'i18next';

/** How somebody is called: by their name, or by a number where they asked not to be named. */
export function personName(t: TFunction, people: readonly ReplayPerson[], number: number): string {
  return people.find((one) => one.number === number)?.name ?? t('replay.unnamed', { number });
}

/** 1:02:03, or 2:03. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function chapterName(t: TFunction, replay: Replay, chapter: Chapter): string {
  switch (chapter.kind) {
    case 'screen':
    case 'word':
      return t(`replay.chapter.${chapter.kind}`, { name: personName(t, replay.people, chapter.person) });
    case 'board':
      return t('replay.chapter.board', { page: pageName(t, replay, chapter.page_id, chapter.name) });
    case 'poll':
      return t('replay.chapter.poll', { question: chapter.question });
    case 'breakouts':
      return t(chapter.opened ? 'replay.chapter.breakoutsOpened' : 'replay.chapter.breakoutsClosed');
    case 'marker':
      return chapter.label || t('replay.chapter.marker');
    default:
      return chapter satisfies never;
  }
}

/** A page without a name is called by its place. */
export function pageName(t: TFunction, { board }: Pick<Replay, 'board'>, page_id: number, name: string): string {
  if (name) return name;
  const ids = [...new Set([...board.pages.map(({ id }) => id), ...board.turns.map((turn) => turn.page_id), page_id])];
  return t('replay.page', { number: ids.sort((one, other) => one - other).indexOf(page_id) + 1 });
}
