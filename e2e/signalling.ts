import { SignalResponse } from '@livekit/protocol';
import type { BrowserContext, WebSocketRoute } from '@playwright/test';

/** The media engine's signalling of every page of a browser, where a test can listen, leave out and cut. */
export interface Signalling {
  /** The token of each connection so far. */
  tokens: string[];
  /** Ends the connections that stand, as a network would. */
  cut(): void;
  /** What the engine says waits, until the returned function is called; but not that it is there, without which it would be left. */
  hold(): () => void;
}

/** `refresh: false`: the fresh tokens that the engine hands out now and then are lost on the way. */
export async function watchSignalling(context: BrowserContext, { refresh = true } = {}): Promise<Signalling> {
  const open = new Set<{ page: WebSocketRoute; engine: WebSocketRoute }>();
  const tokens: string[] = [];
  let waiting: (() => void)[] | null = null;
  await context.routeWebSocket(/\/livekit\//, (page) => {
    const engine = page.connectToServer();
    const one = { page, engine };
    open.add(one);
    tokens.push(new URL(page.url()).searchParams.get('access_token') ?? '');
    page.onClose(() => open.delete(one));
    engine.onMessage((message) => {
      if (!refresh && message.includes('eyJhbGciOi')) return;
      if (waiting && !isPong(message)) waiting.push(() => page.send(message));
      else page.send(message);
    });
  });
  return {
    tokens,
    cut() {
      for (const { page, engine } of open) {
        void engine.close();
        void page.close({ code: 4000, reason: 'cut' });
      }
      open.clear();
    },
    hold() {
      waiting = [];
      return () => {
        for (const pass of waiting ?? []) pass();
        waiting = null;
      };
    },
  };
}

function isPong(message: string | Buffer): boolean {
  if (typeof message === 'string') return false;
  const { message: said } = SignalResponse.fromBinary(message);
  return said.case === 'pong' || said.case === 'pongResp';
}

/** What the server says of a token: 200, or why not. */
export async function verdictOn(origin: string, token: string): Promise<number> {
  return (await fetch(`${origin}/livekit/rtc/validate?access_token=${token}`)).status;
}

/** Every media token that a browser gets from the server from now on lives no longer than so many seconds. */
export async function shortenTokens(
  context: BrowserContext,
  shorten: (token: string) => Promise<string>,
): Promise<{ given: string[] }> {
  const given: string[] = [];
  await context.route(/\/(warm_media|join_live|start|media_token)\/$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const media = body.media ?? body;
    if (typeof media.token === 'string') {
      media.token = await shorten(media.token);
      given.push(media.token);
    }
    await route.fulfill({ response, json: body });
  });
  return { given };
}
