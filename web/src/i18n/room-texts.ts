/** The words of what is loaded once one is in the live room. */
export const room = {
  more: {
    open: 'More',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    settings: 'Settings',
    keys: 'Keys',
  },
} as const;
