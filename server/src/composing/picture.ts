import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { HEIGHT, type PlacedTile, WIDTH } from './layout.ts';
import type { ComposedPerson } from './scenes.ts';

const FONT = 'Lectern names';
const BACKGROUND = '#101418';
const CARD = '#222b35';
const CIRCLE = '#33475b';
const INK = '#f4f6f8';
const ROUND = 10;

// Comes with the packages, so that names look the same everywhere; what it has no letters for, the machine's fonts may have.
const font = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
GlobalFonts.registerFromPath(font, FONT);

/**
 * All of a scene but the moving pictures, as a PNG that is laid over them: holes where they are seen through, cards of
 * those without one, and the names. Names are drawn here and never come near ffmpeg, which would read them as commands.
 */
export function drawScene(places: readonly PlacedTile[], people: readonly ComposedPerson[]): Buffer {
  const canvas: Canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  for (const place of places) {
    const name = people.find(({ number }) => number === place.person)?.name ?? null;
    outline(context, place);
    if (place.clip === null) {
      context.fillStyle = CARD;
      context.fill();
      drawFace(context, place, name);
    } else {
      context.globalCompositeOperation = 'destination-out';
      context.fill();
      context.globalCompositeOperation = 'source-over';
    }
    if (name !== null) drawName(context, place, name);
  }
  return canvas.toBuffer('image/png');
}

function outline(context: SKRSContext2D, { x, y, width, height }: PlacedTile): void {
  context.beginPath();
  context.roundRect(x, y, width, height, ROUND);
}

/** A circle with the first letters of a name, or with a head where the name is not shown. */
function drawFace(context: SKRSContext2D, { x, y, width, height }: PlacedTile, name: string | null): void {
  const radius = height / 5;
  const [middle, centre] = [x + width / 2, y + height / 2 - height / 16];
  context.fillStyle = CIRCLE;
  circle(context, middle, centre, radius);
  context.fillStyle = INK;
  if (name === null) {
    circle(context, middle, centre - radius * 0.2, radius * 0.3);
    context.beginPath();
    context.ellipse(middle, centre + radius * 0.65, radius * 0.5, radius * 0.4, 0, Math.PI, 0);
    context.fill();
    return;
  }
  context.font = `${Math.round(radius * 0.85)}px "${FONT}", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(initialsOf(name), middle, centre);
}

function circle(context: SKRSContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function drawName(context: SKRSContext2D, { x, y, width, height }: PlacedTile, name: string): void {
  const size = height > 300 ? 20 : 15;
  const inside = size * 0.5;
  context.font = `${size}px "${FONT}", sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const text = shorten(context, name, width - 4 * inside);
  const box = { width: context.measureText(text).width + 2 * inside, height: size * 1.6 };
  const top = y + height - box.height - inside;
  context.fillStyle = 'rgba(10, 13, 16, 0.72)';
  context.beginPath();
  context.roundRect(x + inside, top, box.width, box.height, size * 0.35);
  context.fill();
  context.fillStyle = INK;
  context.fillText(text, x + 2 * inside, top + box.height / 2);
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const split = (text: string) => Array.from(letters.segment(text), ({ segment }) => segment);

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => (split(word ?? '')[0] ?? '').toLocaleUpperCase()).join('');
}

/** What fits of a text, cut between letters as people see them. */
function shorten(context: SKRSContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const all = split(text);
  let count = all.length;
  while (count > 0 && context.measureText(`${all.slice(0, count).join('')}…`).width > room) count -= 1;
  return `${all.slice(0, count).join('')}…`;
}
