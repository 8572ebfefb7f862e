import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Download, type DownloadKind, Downloads } from '@lectern/contract';
import { cpuSecondsOfAll } from '../load/cores.ts';
import { table } from '../load/numbers.ts';
import { openSite } from '../load/site.ts';
import { type MadeClip, makePicture, makeSound } from './clips.ts';
import { type Recorded, writeRecording } from './recording.ts';

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(options.seconds);

const folder = await mkdtemp(join(tmpdir(), 'bench-compose-'));
const site = await openSite({ env: { LECTERN_RECORDINGS: join(folder, 'recordings') }, everywhere: true });
try {
  const camera = (size: string) => makePicture(folder, { source: 'camera', size, fps: 25, seconds });
  const [large, middle, small] = [await camera('1280x720'), await camera('640x360'), await camera('320x180')];
  const screen = await makePicture(folder, { source: 'screen', size: '1920x1080', fps: 10, seconds });
  const voice = await makeSound(folder, seconds);
  const many = (count: number, clips: MadeClip[]) => Array.from({ length: count }, () => clips);
  const classes = {
    '3 cameras, 720p': many(3, [large, voice]),
    '9 cameras, 360p': many(9, [middle, voice]),
    '25 cameras, 180p, 9 of them shown': many(25, [small, voice]),
    'a screen, 1080p, and 4 cameras, 360p': [[screen, middle, voice], ...many(3, [middle, voice])],
  };
  const rows: string[][] = [];
  for (const [name, people] of Object.entries(classes)) {
    const recorded = await writeRecording(site, join(folder, 'recordings'), seconds, people);
    for (const kind of ['video', 'audio'] as const) rows.push([name, kind, ...(await compose(recorded, kind))]);
  }
  console.log(table(['class', 'made', 'seconds taken', 'times real time', 'CPU-s per minute', 'MB per minute'], rows));
} finally {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
}

async function compose({ recording_id, cookie }: Recorded, kind: DownloadKind): Promise<string[]> {
  const url = `${site.origin}/api/recordings/${recording_id}/downloads/`;
  const cpu = () => cpuSecondsOfAll(site.pid());
  const [begun, spent] = [performance.now(), cpu()];
  const asked = await fetch(`${url}${kind}/`, { method: 'POST', headers: { cookie, origin: site.origin } });
  let download = Download.parse(await asked.json());
  while (download.state !== 'ready') {
    if (download.state === 'failed') throw new Error(`It failed: ${download.failure}`);
    await sleep(100);
    const { items } = Downloads.parse(await (await fetch(url, { headers: { cookie } })).json());
    download = items.find((one) => one.kind === kind) ?? download;
  }
  const took = (performance.now() - begun) / 1_000;
  const minutes = seconds / 60;
  return [
    took.toFixed(1),
    (seconds / took).toFixed(1),
    ((cpu() - spent) / minutes).toFixed(1),
    ((download.size ?? 0) / minutes / 1e6).toFixed(1),
  ];
}
