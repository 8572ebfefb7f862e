import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type LiveKit, startLiveKit } from '../lectern/livekit.ts';
import { startSite } from '../lectern/site.ts';
import { type BareOptions, bareSubjects, publishTo } from './bare.ts';
import { lecternSubject, runningClass } from './lectern.ts';
import { servePages } from './pages.ts';
import type { Subject } from './subject.ts';

/** One LiveKit, and all subjects that are measured on it. */
export interface Venue {
  subjects: Subject[];
}

export interface VenueOptions {
  name: string;
  folder: string;
  binary: string;
  port: number;
  pagePort: number;
  /** What follows under `rtc:` in LiveKit's configuration, in YAML. */
  rtc: string;
  /** The browser of all those who are not measured. */
  others: Browser;
  /** To be stopped with the bench. */
  cleanUp: AsyncDisposableStack;
}

const bareRoom = 'bench';

/** A LiveKit of the bench's own with the bare pages. */
export async function openBareVenue(options: VenueOptions): Promise<Venue> {
  const { name, folder, binary, port, rtc, cleanUp } = options;
  const livekit = await startLiveKit({ binary, port, rtc, logFile: join(folder, `${name}.log`) });
  cleanUp.defer(() => livekit.stop());
  return { subjects: bareSubjects(await openBarePages(options, livekit), bareRoom) };
}

/** A whole Lectern, and the bare pages on its LiveKit, in a room that is none of its sessions. */
export async function openLecternVenue(options: VenueOptions): Promise<Venue> {
  const site = await startSite({ livekit: options.binary, data: join(options.folder, 'lectern') });
  options.cleanUp.defer(() => site.stop());
  const bare = await openBarePages(options, site.livekit);
  const held = await runningClass(site);
  await publishTo(bare, held.room, held.instructor);
  return { subjects: [...bareSubjects(bare, bareRoom), lecternSubject(site, held, bare)] };
}

/** The bare pages with their publisher. */
async function openBarePages(options: VenueOptions, livekit: LiveKit): Promise<BareOptions> {
  const { name, folder, pagePort, others, cleanUp } = options;
  const pages = await servePages(livekit, join(folder, `${name}-pages`), pagePort);
  cleanUp.defer(() => pages.stop());
  const bare = { origin: pages.origin, livekitUrl: livekit.url, others };
  await publishTo(bare, bareRoom, 'publisher');
  return bare;
}
