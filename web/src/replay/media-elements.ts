/** An element for somebody's sound. It need not be on the page to be heard. */
export function makeSound(): HTMLAudioElement {
  const element = document.createElement('audio');
  element.preload = 'auto';
  element.preservesPitch = true;
  return element;
}

/** An element for a picture: the sound that belongs to it is a clip of its own. */
export function makePicture(): HTMLVideoElement {
  const element = document.createElement('video');
  element.preload = 'auto';
  element.muted = true;
  element.playsInline = true;
  element.disablePictureInPicture = true;
  // The tile says whose it is.
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** The media types among these that this browser cannot play. */
export function unplayable(media_types: readonly string[]): string[] {
  const probe = document.createElement('video');
  return [...new Set(media_types)].filter((type) => probe.canPlayType(type) === '');
}
