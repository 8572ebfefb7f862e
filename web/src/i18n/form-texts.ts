/** The words of the form for a session. */
export const form = {
  form: {
    newTitle: 'New session',
    editTitle: 'Edit session',
    title: 'Title',
    description: 'Description',
    descriptionHint: 'What it is about, and what to bring.',
    start: 'Start',
    end: 'End',
    zone: 'In your own time zone: {{zone}}. Without a start the session has no time yet and cannot be started.',
    timesFixed: 'The session is running: its times stay as they are.',
    endBeforeStart: 'The end must be after the start.',
    capacity: 'Places',
    capacityHint: 'You are not counted. Empty for no limit.',
    recordFromStart: 'Record from the start',
    recordFromStartHint:
      'Recording begins by itself when the session starts. Everyone sees it beforehand and is asked; who does not agree is not recorded.',
    keepDays: 'Keep recordings for … days',
    keepDaysSite_one: 'Then they are deleted. Empty for what holds on this site: {{count}} day.',
    keepDaysSite_other: 'Then they are deleted. Empty for what holds on this site: {{count}} days.',
    keepDaysForEver: 'Then they are deleted. Empty to keep them until you delete them.',
    create: 'Create session',
    save: 'Save changes',
  },
} as const;
