/** The words of the list of sessions. */
export const list = {
  list: {
    title: 'Sessions',
    new: 'New session',
    views: 'Which sessions',
    search: 'Search sessions',
    status: 'Status',
    anyStatus: 'Any status',
    time: 'Time',
    anyTime: 'Any time',
    ranges: { today: 'Today', week: 'This week', month: 'This month' },
    more: 'Load more',
    nothingFound: 'Nothing found',
    nothingFoundText: 'No session here matches. Try other words, another status or another time.',
    createFirst: 'Create a session',
    upcoming: {
      name: 'Upcoming',
      empty: 'No sessions are planned',
      emptyText: 'Sessions appear here as soon as somebody schedules one.',
    },
    open: {
      name: 'Open to join',
      empty: 'Nothing to ask for right now',
      emptyText: 'Sessions of others that you have not asked to join yet appear here.',
    },
    mine: {
      name: 'Created',
      empty: 'You have not created a session yet',
      emptyText: 'Give it a title and a time, share its page, and approve who may come.',
    },
    joined: {
      name: 'Joined',
      empty: 'You have not asked to join a session yet',
      emptyText: 'Open an upcoming session and request to join. The instructor then decides.',
    },
    past: {
      name: 'Past',
      empty: 'Nothing is over yet',
      emptyText: 'Completed, cancelled and expired sessions are kept here.',
    },
  },
} as const;
