import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DownloadKind } from '@lectern/contract';
import { asPoster, asVideo, type InputClip, joined, picturesOf, soundOf } from './commands.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { placesOf } from './layout.ts';
import { drawScene } from './picture.ts';
import { type ComposedPerson, FRAME_RATE, frameOf, type PictureClip, type Scene, scenesOf } from './scenes.ts';

/** The longest piece that is made in one go, in frames: what is lost of the work when it is broken off. */
const LONGEST_PIECE = 2 * 60 * FRAME_RATE;
const POSTER_WIDTH = 640;
/** How much of the work the parts are. */
const SHARES = {
  video: { pictures: 0.92, sound: 0.05, joining: 0.03 },
  audio: { pictures: 0, sound: 0.6, joining: 0.4 },
};
const UNFINISHED = 'unfinished-';

export interface ComposedClip extends InputClip {
  person: number;
  source: 'microphone' | 'camera' | 'screen' | 'screen_audio';
}

/** All that goes into a composed file. */
export interface Material {
  title: string;
  /** Milliseconds. */
  duration: number;
  people: readonly ComposedPerson[];
  clips: readonly ComposedClip[];
}

export interface Composing {
  kind: DownloadKind;
  material: Material;
  /** An absolute path of a folder for this work alone. What is in it from an earlier try is gone on with. */
  scratch: string;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (done: number) => void;
}

interface Piece {
  file: string;
  frames: number;
  /** Made only where the file is not there. */
  args: (file: string) => Promise<string[]>;
}

export type Composer = ReturnType<typeof createComposer>;

/** Makes one file of all that was recorded. */
export function createComposer(ffmpeg: Ffmpeg) {
  /** The path of the finished file, in the scratch folder. */
  async function compose({ kind, material, scratch, signal, onProgress }: Composing): Promise<string> {
    await ffmpeg.check();
    const length = frameOf(material.duration);
    const scenes = kind === 'video' ? piecesOf(scenesOf({ ...material, clips: picturesIn(material) })) : [];
    await prepare(scratch, { kind, material });
    const shares = SHARES[kind];
    const pictures = scenes.map((scene, index) => pictureOf(scene, `scene-${index}`, material, scratch));
    await makeAll(pictures, (done) => onProgress(shares.pictures * done));
    const sounds = piecesOf([{ from: 0, to: length }]).map((stretch, index) => ({
      file: `sound-${index}.flac`,
      frames: stretch.to - stretch.from,
      args: async (file: string) => soundOf(stretch, soundsIn(material, stretch), file),
    }));
    await makeAll(sounds, (done) => onProgress(shares.pictures + shares.sound * done));

    const lists = { scenes: kind === 'video' ? 'scenes.txt' : null, sounds: 'sounds.txt' };
    if (lists.scenes) await writeList(path.join(scratch, lists.scenes), pictures);
    await writeList(path.join(scratch, lists.sounds), sounds);
    const whole = kind === 'video' ? 'whole.mp4' : 'whole.m4a';
    const args = async (file: string) => joined(lists, material.title, file);
    const before = shares.pictures + shares.sound;
    await makeAll([{ file: whole, frames: length, args }], (done) => onProgress(before + shares.joining * done));
    return path.join(scratch, whole);

    async function makeAll(pieces: readonly Piece[], onDone: (done: number) => void): Promise<void> {
      const all = pieces.reduce((sum, { frames }) => sum + frames, 0);
      let made = 0;
      for (const piece of pieces) {
        await make(piece, scratch, signal, (frames) => onDone(Math.min(1, (made + frames) / all)));
        made += piece.frames;
      }
    }
  }

  /** Under another name until it is whole. */
  async function make(
    piece: Piece,
    cwd: string,
    signal: AbortSignal,
    onFrames: (frames: number) => void,
  ): Promise<void> {
    const target = path.join(cwd, piece.file);
    if (await isThere(target)) return;
    // With our number: a process that a killed worker left behind may still write to the one of before.
    const unfinished = `${UNFINISHED}${process.pid}-${piece.file}`;
    const onProgress = (done_ms: number) => onFrames(Math.min(piece.frames, frameOf(done_ms)));
    await ffmpeg.run({ args: await piece.args(unfinished), cwd, signal, onProgress });
    await rename(path.join(cwd, unfinished), target);
  }

  /** A picture of a recording for lists, as JPEG: of a moment with people in it. Its path; null where there is none. */
  async function makePoster(material: Material, scratch: string, signal: AbortSignal): Promise<string | null> {
    await ffmpeg.check();
    const scene = posterScene(scenesOf({ ...material, clips: picturesIn(material) }));
    if (!scene) return null;
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const middle = Math.floor((scene.from + scene.to) / 2);
    const moment = { ...scene, from: middle, to: middle + 1 };
    const { args } = pictureOf(moment, 'poster', material, scratch, (file) => asPoster(POSTER_WIDTH, file));
    await ffmpeg.run({ args: await args('poster.jpg'), cwd: scratch, signal });
    return path.join(scratch, 'poster.jpg');
  }

  return { compose, makePoster };
}

function pictureOf(
  scene: Scene,
  name: string,
  { people, clips }: Material,
  scratch: string,
  as: (file: string) => string[] = (file) => asVideo(scene, file),
): Piece {
  return {
    file: `${name}.mp4`,
    frames: scene.to - scene.from,
    async args(file) {
      const places = placesOf(scene);
      const overlay = `${name}.png`;
      await writeFile(path.join(scratch, overlay), drawScene(places, people));
      return [...picturesOf(scene, places, new Map(clips.map((clip) => [clip.id, clip])), overlay), ...as(file)];
    },
  };
}

/** Empties the folder of what is left of other material, and of pieces that were never finished. */
async function prepare(scratch: string, plan: { kind: DownloadKind; material: Material }): Promise<void> {
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const note = path.join(scratch, 'plan.txt');
  const wanted = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
  const found = await readFile(note, 'utf8').catch(() => null);
  for (const name of await readdir(scratch)) {
    if (found !== wanted || name.startsWith(UNFINISHED)) await rm(path.join(scratch, name), { recursive: true });
  }
  await writeFile(note, wanted);
}

/** The names are ours: a list of them has nothing in it that its reader could take for more. */
async function writeList(file: string, pieces: readonly Piece[]): Promise<void> {
  await writeFile(file, pieces.map((piece) => `file ${piece.file}\n`).join(''));
}

function piecesOf<T extends { from: number; to: number }>(stretches: readonly T[]): T[] {
  return stretches.flatMap((stretch) => {
    const count = Math.ceil((stretch.to - stretch.from) / LONGEST_PIECE);
    return Array.from({ length: count }, (_, index) => {
      const from = stretch.from + index * LONGEST_PIECE;
      return { ...stretch, from, to: Math.min(stretch.to, from + LONGEST_PIECE) };
    });
  });
}

function picturesIn({ clips }: Material): PictureClip[] {
  return clips.flatMap(({ id, person, source, from, to }) =>
    source === 'camera' || source === 'screen' ? [{ id, person, source, from, to }] : [],
  );
}

function soundsIn({ clips }: Material, stretch: { from: number; to: number }): ComposedClip[] {
  const [from, to] = [(stretch.from * 1000) / FRAME_RATE, (stretch.to * 1000) / FRAME_RATE];
  return clips.filter((clip) => {
    const sounds = clip.source === 'microphone' || clip.source === 'screen_audio';
    return sounds && clip.from < to && clip.to > from;
  });
}

/** The one with the most to see; of like ones the longest. Null where there are only cards. */
function posterScene(scenes: readonly Scene[]): Scene | null {
  const pictures = ({ screen, people }: Scene) =>
    [screen, ...people].filter((tile) => tile && tile.clip !== null).length;
  const [best] = scenes
    .filter((scene) => pictures(scene) > 0)
    .sort((one, other) => pictures(other) - pictures(one) || other.to - other.from - (one.to - one.from));
  return best ?? null;
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}
