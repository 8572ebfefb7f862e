/** Why a camera or microphone does not work, and what helps. */
export const trouble = {
  trouble: {
    microphone: {
      denied: 'Your browser does not let this page use the microphone',
      in_use: 'Your microphone is in use',
      none_found: 'No microphone was found',
      blocked_by_system: 'Your system blocks the microphone',
      insecure_page: 'The microphone cannot be used on this page',
      unknown: 'Your microphone does not start',
    },
    camera: {
      denied: 'Your browser does not let this page use the camera',
      in_use: 'Your camera is in use',
      none_found: 'No camera was found',
      blocked_by_system: 'Your system blocks the camera',
      insecure_page: 'The camera cannot be used on this page',
      unknown: 'Your camera does not start',
    },
    remedy: {
      denied: 'Allow it by the symbol in the address bar, then retry. You can also take part without it.',
      in_use: 'Another program or tab uses it. Close that one and retry, or take part without it.',
      none_found: 'Plug one in and retry, or take part without it.',
      blocked_by_system:
        "Allow it for your browser in the system's privacy settings, then retry. You can also take part without it.",
      insecure_page:
        'Browsers allow it only on pages with https. Ask who runs this site; you can take part without it.',
      unknown: 'Unplug it and plug it in again, or retry. You can also take part without it.',
    },
    retry: { microphone: 'Retry microphone', camera: 'Retry camera' },
  },
} as const;
