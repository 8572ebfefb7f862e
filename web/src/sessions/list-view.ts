import type { SessionsQuery } from '#api/sessions.ts';

/** The tabs of the list of sessions. */
export const LIST_VIEWS = ['upcoming', 'open', 'mine', 'joined', 'past'] as const;
export type ListView = (typeof LIST_VIEWS)[number];

export function parseListView(text: string | null): ListView {
  return LIST_VIEWS.find((view) => view === text) ?? 'upcoming';
}

/** What each tab asks the server for. */
export function listQuery(view: ListView): SessionsQuery {
  switch (view) {
    case 'upcoming':
      return { list: 'all', when: 'upcoming' };
    case 'open':
      return { list: 'open', when: 'upcoming' };
    case 'mine':
      return { list: 'created' };
    case 'joined':
      return { list: 'joined' };
    case 'past':
      return { list: 'all', when: 'past' };
    default:
      return view satisfies never;
  }
}
