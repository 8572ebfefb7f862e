/** The words around raised hands, the word, reactions, and who is where. */
export const hands = {
  hands: {
    number: 'Hand raised, number {{number}}',
    word: 'has the word',
    note_one: '{{count}} hand raised',
    note_other: '{{count}} hands raised',
  },
  presence: {
    hidden: 'away: another tab is in front',
    reconnecting: 'reconnecting',
    since: 'since {{time}}',
    waiting: 'In the waiting room',
    inRoom: 'In the room',
    requests_one: '{{count}} request to join',
    requests_other: '{{count}} requests to join',
  },
  pollNews: {
    opened: 'New poll: {{question}}',
    shown: 'The result of the poll is shown: {{question}}',
  },
  panels: {
    chat: 'Chat',
    polls: 'Polls',
    loading: 'One moment …',
    unread_one: '{{count}} unread message',
    unread_other: '{{count}} unread messages',
    unreadMore: 'More than 99 unread messages',
    mentioned: 'you are mentioned',
    openPolls_one: '{{count}} question waits for your answer',
    openPolls_other: '{{count}} questions wait for your answer',
  },
} as const;
