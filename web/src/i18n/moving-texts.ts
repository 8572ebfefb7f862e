/** On the way from one room to another. */
export const moving = {
  moving: {
    to: 'Going to {{room}} …',
    toMain: 'Going back to the main room …',
    failed: 'You are still here. {{room}} could not be reached:',
    failedMain: 'You are still here. The main room could not be reached:',
    retry: 'Retry',
    stay: 'Stay here',
    somewhere: 'another room',
    arrived: 'You are in {{room}}',
    arrivedMain: 'You are back in the main room',
  },
} as const;
