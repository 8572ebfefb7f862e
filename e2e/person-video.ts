import { writeFile } from 'node:fs/promises';

const WIDTH = 640;
const HEIGHT = 360;

/** One colour as video keeps it: brightness, and how blue and how red it is. */
type Colour = readonly [light: number, blue: number, red: number];

const SKIN: Colour = [165, 110, 155];
const HAIR: Colour = [45, 125, 132];
const SHIRT: Colour = [70, 150, 110];
const EYE: Colour = [30, 128, 128];
const MOUTH: Colour = [105, 118, 170];

/** The part of the picture that is certainly the person's, and one that certainly is not, in shares of its sides. */
export const FACE = { x: 0.45, y: 0.3, width: 0.1, height: 0.2 };
export const WALL = { x: 0.05, y: 0.1, width: 0.2, height: 0.4 };

/** Writes a video for a fake camera: somebody in front of a wall that is nothing but fine squares. */
export async function writePersonVideo(file: string): Promise<void> {
  const frames = [0, 1].map((shift) => Buffer.concat([Buffer.from('FRAME\n'), frame(shift)]));
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F20:1 Ip A1:1 C420\n`);
  await writeFile(file, Buffer.concat([head, ...frames]));
}

/** `shift`: the person sways by that many pixels, so that frames differ. */
function frame(shift: number): Buffer {
  const light = Buffer.alloc(WIDTH * HEIGHT);
  const blue = Buffer.alloc((WIDTH * HEIGHT) / 4);
  const red = Buffer.alloc((WIDTH * HEIGHT) / 4);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const colour = personAt(x - shift, y) ?? wallAt(x, y);
      light[y * WIDTH + x] = colour[0];
      const quarter = (y >> 1) * (WIDTH / 2) + (x >> 1);
      blue[quarter] = colour[1];
      red[quarter] = colour[2];
    }
  }
  return Buffer.concat([light, blue, red]);
}

function wallAt(x: number, y: number): Colour {
  return ((x >> 2) + (y >> 2)) % 2 === 0 ? [210, 120, 132] : [90, 132, 124];
}

function personAt(x: number, y: number): Colour | null {
  const inside = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  // Light comes from the left above.
  const lit = ([light, blue, red]: Colour): Colour => [light + (320 - x) / 6 + (180 - y) / 12, blue, red];
  if (inside(300, 118, 8, 5) || inside(340, 118, 8, 5)) return EYE;
  if (inside(320, 168, 20, 6)) return MOUTH;
  if (inside(320, 138, 6, 14)) return lit([SKIN[0] - 20, SKIN[1], SKIN[2]]);
  if (inside(320, 90, 62, 48) && y < 96) return lit(HAIR);
  if (inside(320, 130, 56, 72)) return lit(SKIN);
  if (inside(320, 110, 66, 72) && y < 150) return lit(HAIR);
  if (Math.abs(x - 320) < 28 && y > 180 && y < 230) return lit([SKIN[0] - 15, SKIN[1], SKIN[2]]);
  if (inside(320, 360, 170, 150) && y > 205) return lit(SHIRT);
  return null;
}
