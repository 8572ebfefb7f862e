/** The words of what is loaded once one is in the live room. */
export const room = {
  more: {
    open: 'More',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
  },
} as const;
