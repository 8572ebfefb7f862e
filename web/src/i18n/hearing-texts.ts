/** The words on whether everybody hears everybody. */
export const hearing = {
  hearing: {
    missing: 'You may be missing the sound of {{names}}.',
    bringing: 'Bringing back the sound of {{names}} …',
    stillMissing: 'The sound of {{names}} still does not come. Loading the page again may help.',
    repair: 'Repair',
    tryAgain: 'Try again',
    someHear_one: '{{count}} of {{of}} hears you.',
    someHear_other: '{{count}} of {{of}} hear you.',
    not: 'Not: {{names}}.',
    oneDoesNot: '{{name}} does not hear you.',
    noneHears_one: 'Nobody hears you.',
    noneHears_other: 'None of the {{count}} others hears you.',
    notSent: 'Nobody hears you: your sound does not reach the server.',
    sendingAnew: 'Sending your sound anew …',
    stillNotSent: 'Still nobody hears you. Another microphone, or loading the page again, may help.',
    silent: 'Your microphone gives no sound at all. It may be switched off at the device, or be the wrong one.',
    more_one: '{{count}} more',
    more_other: '{{count}} more',
  },
} as const;
