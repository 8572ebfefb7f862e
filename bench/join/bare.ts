import type { Browser } from 'playwright-core';
import type { Subject } from './subject.ts';

/** Where the bare pages are and which LiveKit they use. */
export interface BareOptions {
  origin: string;
  livekitUrl: string;
  /** The browser of all those who are not measured. */
  others: Browser;
}

export interface BareJoin {
  role: string;
  room: string;
  identity: string;
  camera: boolean;
  /** Who only listens. */
  silent?: boolean;
}

export function barePage(options: BareOptions, { camera, silent = false, ...join }: BareJoin): string {
  const flags = { camera: camera ? '1' : '0', silent: silent ? '1' : '0' };
  return `${options.origin}/?${new URLSearchParams({ ...join, ...flags, url: options.livekitUrl })}`;
}

/** Sends camera and microphone into a room for as long as the bench runs. */
export async function publishTo(options: BareOptions, room: string, identity: string): Promise<void> {
  const page = await options.others.newPage();
  await page.goto(barePage(options, { role: 'publish', room, identity, camera: true }));
  await page.locator('body[data-ready]').waitFor();
}

/** Joins a room, sees the first frame and leaves. */
export async function watchShortly(options: BareOptions, room: string): Promise<void> {
  const page = await options.others.newPage();
  try {
    await page.goto(barePage(options, { role: 'onclick', room, identity: 'passer-by', camera: false }));
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await page.goto('about:blank');
  } finally {
    await page.close();
  }
}

export function bareSubjects(options: BareOptions, room: string): Subject[] {
  const bare = (role: string, name: string, about: string): Subject => ({
    name,
    about,
    async prepare(context, { identity, camera }) {
      const page = await context.newPage();
      await page.goto(barePage(options, { role, room, identity, camera }));
      await page.locator('body[data-ready]').waitFor();
      return { page, click: () => page.getByRole('button', { name: 'Join' }).click() };
    },
    wake: () => watchShortly(options, room),
  });
  return [
    bare('onclick', 'A', 'bare page: fetches its token and connects on the click'),
    bare('before', 'B', 'bare page: connected beforehand with every right, subscribes on the click'),
    bare(
      'raised',
      "C'",
      'bare page: connected beforehand, hidden and without rights, raised by the server on the click',
    ),
  ];
}
