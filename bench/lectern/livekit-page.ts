import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

declare global {
  /** What livekit-client's script puts into the page. */
  var LivekitClient: typeof import('livekit-client');
}

const PATH = '/bare/';
const SHELL = `<!doctype html><meta charset="utf-8"><title>bare</title><link rel="icon" href="data:,"><script src="${PATH}livekit.js"></script>`;

/** A page of Lectern's origin with livekit-client in it and nothing else; the server never hears of it. */
export async function openLiveKitPage(context: BrowserContext, origin: string): Promise<Page> {
  const script = createRequire(import.meta.url).resolve('livekit-client');
  await context.route(`${origin}${PATH}**`, (route) =>
    route.request().url().endsWith('livekit.js')
      ? route.fulfill({ path: script, contentType: 'text/javascript' })
      : route.fulfill({ body: SHELL, contentType: 'text/html' }),
  );
  // A page that no server sent counts as one of far away, which may not connect to this machine.
  await context.grantPermissions(['local-network-access'], { origin });
  const page = await context.newPage();
  await page.goto(`${origin}${PATH}`);
  return page;
}
