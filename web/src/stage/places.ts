import { type GridLayout, gridLayout, type Space } from './grid-layout.ts';

/** Where on the stage something is, in pixels. */
export interface Place extends Space {
  left: number;
  top: number;
}

/** The places of `count` tiles in a grid laid out for `room_for`: the last row, like the whole, stands in the middle. */
export function gridPlaces(count: number, area: Place, gap: number, room_for = count): Place[] {
  const { columns, rows, width, height }: GridLayout = gridLayout(room_for, area, gap);
  const used = Math.min(rows, Math.ceil(count / columns));
  const top = area.top + (area.height - (used * (height + gap) - gap)) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = area.left + (area.width - (inRow * (width + gap) - gap)) / 2;
    return {
      left: Math.round(left + (index % columns) * (width + gap)),
      top: Math.round(top + row * (height + gap)),
      width,
      height,
    };
  });
}

/** What is large, and a strip of the others beside it, or below where the space is upright. */
export interface Spotlight {
  large: Place;
  strip: Place;
  /** How many the strip holds at once. */
  capacity: number;
  upright: boolean;
}

const WIDE = 16 / 9;
const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

/** Divides the stage. Where nobody is left for the strip, what is large has it all. */
export function spotlight(space: Space, others: number, gap: number): Spotlight {
  const whole = { left: 0, top: 0, ...space };
  const upright = space.height > space.width;
  const none = { left: 0, top: 0, width: 0, height: 0 };
  if (others === 0) return { large: whole, strip: none, capacity: 0, upright };
  if (upright) {
    const height = Math.round(between(76, space.height * 0.2, 150));
    const capacity = Math.max(1, Math.floor((space.width + gap) / (height * (4 / 3) + gap)));
    return {
      large: { ...whole, height: Math.max(0, space.height - height - gap) },
      strip: { ...whole, top: space.height - height, height },
      capacity,
      upright,
    };
  }
  const width = Math.round(between(128, space.width * 0.19, 280));
  const capacity = Math.max(1, Math.floor((space.height + gap) / (width / WIDE + gap)));
  return {
    large: { ...whole, width: Math.max(0, space.width - width - gap) },
    strip: { ...whole, left: space.width - width, width },
    capacity,
    upright,
  };
}

/** The places of `count` tiles in the strip, in the middle of it. */
export function stripPlaces(count: number, { strip, capacity, upright }: Spotlight, gap: number): Place[] {
  const width = upright ? Math.floor((strip.width - gap * (capacity - 1)) / capacity) : strip.width;
  const height = upright
    ? strip.height
    : Math.floor(Math.min(width / WIDE, (strip.height - gap * (capacity - 1)) / capacity));
  const along = count * ((upright ? width : height) + gap) - gap;
  return Array.from({ length: count }, (_, index) =>
    upright
      ? {
          left: Math.round(strip.left + (strip.width - along) / 2 + index * (width + gap)),
          top: strip.top,
          width,
          height,
        }
      : {
          left: strip.left,
          top: Math.round(strip.top + (strip.height - along) / 2 + index * (height + gap)),
          width,
          height,
        },
  );
}
