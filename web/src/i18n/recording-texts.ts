/** The words of being recorded: the mark, the question whether one may be, and what hosts do about it. */
export const recording = {
  recording: {
    mark: {
      starting: 'Recording starts …',
      recording: 'Recording',
      paused: 'Recording paused',
      interrupted: 'Recording interrupted',
    },
    own: {
      recorded: 'You agreed to be recorded',
      not_recorded: 'You take part without being recorded',
      unanswered: 'You are not recorded, as you have not answered yet',
    },
    said: {
      runs: 'This session is being recorded',
      isPaused: 'The recording of this session is paused',
      starting: 'A host has asked for a recording. It starts in a moment',
      started: 'Recording has started',
      paused: 'Recording is paused',
      resumed: 'Recording goes on',
      interrupted: 'Recording is interrupted',
      stopped: 'Recording has stopped',
    },
    ahead: 'This session will be recorded',
    aheadText: 'From its start on. Who does not agree is not recorded.',
    ask: {
      heading: 'May you be recorded?',
      runs: 'This session is being recorded, so that it can be watched later.',
      ahead: 'This session will be recorded from its start, so that it can be watched later.',
      none: 'This session is not being recorded at the moment. What you choose holds as soon as it is.',
      what: 'Without your yes, your picture, voice and screen are left out, and you miss nothing. What you write in the chat is kept with it. You can change this at any time.',
      yes: 'Be recorded',
      no: 'Take part without',
      hide: 'Do not show my name',
      hideHint: 'In its chat and its list of people. What you show and say may still tell who you are.',
      now: 'Your answer: {{answer}}',
      answer: { recorded: 'be recorded', not_recorded: 'take part without' },
      later: 'Answer later. Until then you are not recorded',
      done: {
        recorded: 'You agreed to be recorded',
        not_recorded: 'You take part without being recorded',
      },
      change: 'May you be recorded? …',
      close: 'Close',
    },
    start: {
      button: 'Record',
      heading: 'Record this session?',
      points: {
        asked:
          'Everyone sees at once that it is being recorded, and is asked. Who does not agree is not recorded: neither picture nor voice nor screen.',
        you: 'You agree for yourself by starting it.',
        what: 'Cameras, voices and shared screens are kept, and with them the chat, the polls and what is drawn on the board.',
        after: 'It is ready to be watched when it is stopped. Only you and the admins can, until you share it.',
      },
      action: 'Start recording',
      retry: 'Try again',
      close: 'Do not record',
    },
    busy: { starting: 'Recording starts …', menu: 'Recording: what to do' },
    pause: 'Pause recording',
    resume: 'Go on recording',
    marker: {
      open: 'Set a marker …',
      heading: 'Set a marker',
      label: 'What is here',
      hint: 'Whoever watches it later can go there. May be empty.',
      action: 'Set marker',
      done: 'Marker set',
      close: 'Close without a marker',
    },
    stop: {
      open: 'Stop recording …',
      heading: 'Stop recording?',
      text: 'What was recorded is kept and made ready. You can start another recording at any time.',
      action: 'Stop recording',
    },
    trouble: {
      slow: 'No recorder has come yet',
      slowText:
        'Nothing is recorded so far. It begins by itself when one comes. If this lasts, ask whoever runs this site whether the worker is running.',
      interrupted: 'The recorder was lost; another one is taking over',
      interruptedText: 'What was recorded until then is safe. What happens now is missing until it goes on.',
      disk_full: 'Recording has stopped: the server has no space left',
      disk_fullText:
        'What was recorded until then is kept. Tell whoever runs this site, or delete old recordings, before you record again.',
      lost: 'Recording has stopped: no recorder could go on',
      lostText:
        'What was recorded until then is kept. Press Record to start another one; if that does not work, tell whoever runs this site.',
    },
    people: {
      agreed: '{{agreed}} of {{count}} agreed to be recorded',
      not_recorded: 'Not recorded',
      unanswered: 'Not recorded: no answer yet',
    },
  },
} as const;
