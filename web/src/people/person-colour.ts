/**
 * A colour by which a person is told from others: the same at everybody's, made from the account's id. White text on it
 * reads well (at least 4.5:1), and it stands out from our light and our dark background (at least 3:1).
 */
export function personColour(account_id: number): string {
  // Steps of the golden angle: neighbouring ids are far apart.
  const hue = (account_id * 137.508) % 360;
  let [darker, lighter] = [0, 1];
  for (let step = 0; step < 16; step += 1) {
    const lightness = (darker + lighter) / 2;
    if (luminance(rgb(hue, lightness)) < LUMINANCE) darker = lightness;
    else lighter = lightness;
  }
  const hex = rgb(hue, darker).map((part) =>
    Math.floor(part * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}

/** 4.8:1 to white, 3.5:1 to the dark side's panels. */
const LUMINANCE = 0.168;
const SATURATION = 0.7;

/** From hue in degrees and lightness to red, green and blue, all from 0 to 1. */
function rgb(hue: number, lightness: number): number[] {
  const reach = SATURATION * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((shift) => {
    const turn = (shift + hue / 30) % 12;
    return lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
  });
}

/** How bright it looks, as WCAG counts it. */
function luminance(parts: number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
