/** The words on and around a page of the board. */
export const canvas = {
  canvas: {
    label: 'Page of the board',
    somebody: 'Somebody',
    menuGrid: 'Grid',
    loading: 'The page is being loaded …',
    lost: 'No connection: the page comes as soon as it is back.',
    offline: 'No connection: others see what you draw when it is back.',
    refused: {
      full: 'The page is full: your last change was not kept. Delete something, or draw on another page.',
      locked: 'You may not draw any more: your last change was not kept.',
      too_large: 'Your last change was too large and was not kept.',
    },
    texts: 'What is on the page',
    none: 'Nothing is on the page.',
    things: {
      freedraw_one: '{{count}} stroke',
      freedraw_other: '{{count}} strokes',
      shape_one: '{{count}} shape',
      shape_other: '{{count}} shapes',
      line_one: '{{count}} line or arrow',
      line_other: '{{count}} lines and arrows',
      text_one: '{{count}} text',
      text_other: '{{count}} texts',
      image_one: '{{count}} picture',
      image_other: '{{count}} pictures',
      frame_one: '{{count}} frame',
      frame_other: '{{count}} frames',
    },
  },
} as const;
