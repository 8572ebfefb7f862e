/** The words of what is loaded once one is in the live room. */
export const room = {
  more: {
    open: 'More',
    notes: 'Notes',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    settings: 'Settings',
    keys: 'Keys',
  },
  hands: {
    raise: 'Raise hand',
    lower: 'Lower hand',
    locked: 'Raising hands is locked at the moment',
    key: '{{name}} (H)',
    heading: 'Raised hands',
    queue: 'Raised hands, in order',
    waits: 'waits {{time}}',
    lowerOf: 'Lower the hand of {{name}}',
    lowerAll: 'Lower all',
    next: 'Give the word to the next',
    give: 'Give the word to {{name}}',
    takeBack: 'Take the word back',
    youHaveWord: 'You have the word',
    giveBack: 'Give it back',
  },
  reactions: {
    open: 'React',
    send: 'Send {{emoji}}',
  },
} as const;
