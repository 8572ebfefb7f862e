/** What is the matter with a camera, a microphone or a speaker, and what helps. Steps are a line each. */
export const trouble = {
  trouble: {
    microphone: {
      denied: 'Your browser does not let this page use the microphone',
      in_use: 'Your microphone is in use',
      none_found: 'No microphone was found',
      over_constrained: 'Your microphone cannot do what you chose',
      blocked_by_system: 'Your system blocks the microphone',
      insecure_page: 'The microphone cannot be used on this page',
      unknown: 'Your microphone does not start',
    },
    camera: {
      denied: 'Your browser does not let this page use the camera',
      in_use: 'Your camera is in use',
      none_found: 'No camera was found',
      over_constrained: 'Your camera cannot do what you chose',
      blocked_by_system: 'Your system blocks the camera',
      insecure_page: 'The camera cannot be used on this page',
      unknown: 'Your camera does not start',
    },
    steps: {
      microphone: {
        denied:
          'Press the symbol beside the address of this page, at the top of your browser.\nAllow the microphone there.\nRetry.',
        in_use:
          'Close other programs and tabs that use it: calls, meetings, recorders.\nIf none is open, unplug it and plug it in again.\nRetry.',
        none_found: 'Plug a microphone or a headset in, or switch it on.\nWait until your system shows it.\nRetry.',
        over_constrained: 'Choose another microphone in the settings.\nRetry.',
        blocked_by_system:
          "Open your system's settings, and there: privacy, microphone.\nAllow it for your browser; some systems start the browser again for that.\nRetry.",
        insecure_page:
          'Look whether the address begins with https.\nIf not, ask whoever runs this site for such an address.',
        unknown: 'Unplug the microphone and plug it in again, or start your browser again.\nRetry.',
      },
      camera: {
        denied:
          'Press the symbol beside the address of this page, at the top of your browser.\nAllow the camera there.\nRetry.',
        in_use:
          'Close other programs and tabs that use it: calls, meetings, recorders.\nIf none is open, unplug it and plug it in again.\nRetry.',
        none_found:
          'Plug a camera in, or open the cover of the one that is built in.\nWait until your system shows it.\nRetry.',
        over_constrained: 'Choose another camera, or a lower quality of video, in the settings.\nRetry.',
        blocked_by_system:
          "Open your system's settings, and there: privacy, camera.\nAllow it for your browser; some systems start the browser again for that.\nRetry.",
        insecure_page:
          'Look whether the address begins with https.\nIf not, ask whoever runs this site for such an address.',
        unknown: 'Unplug the camera and plug it in again, or start your browser again.\nRetry.',
      },
    },
    retry: { microphone: 'Retry microphone', camera: 'Retry camera' },
    joinWithout: { microphone: 'Join without microphone', camera: 'Join without camera' },
    goOnWithout: { microphone: 'Go on without microphone', camera: 'Go on without camera' },
  },
  deviceNews: {
    fellBack: {
      microphone: '{{lost}} is gone. You are heard through {{now}} now.',
      camera: '{{lost}} is gone. You are seen through {{now}} now.',
      speaker: '{{lost}} is gone. You hear the others through {{now}} now.',
    },
    notThere: {
      microphone: 'The microphone you chose is not there. You are heard through {{now}}.',
      camera: 'The camera you chose is not there. You are seen through {{now}}.',
      speaker: 'The speaker you chose is not there. You hear the others through {{now}}.',
    },
    gone: {
      microphone: 'Your microphone is gone, and there is no other one: the others do not hear you.',
      camera: 'Your camera is gone, and there is no other one: the others do not see you.',
      speaker: 'Your speaker is gone, and there is no other one.',
    },
    back: '{{name}} is there again.',
    use: 'Use it',
    turnOn: 'Turn it on again',
  },
  background: {
    failed: 'Your background cannot be blurred now.',
    too_slow: 'This device is too slow to blur your background.',
    cameraOff: 'Your camera is off, so that nobody sees what is behind you.',
    turnOn: 'Turn on camera without blur',
  },
  unheard: {
    talking: 'The host has muted you: nobody hears what you say.',
    key: 'Press M to be heard.',
    turnOn: 'Turn on microphone',
  },
} as const;
