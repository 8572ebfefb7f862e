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
    create: 'Create session',
    save: 'Save changes',
  },
} as const;
