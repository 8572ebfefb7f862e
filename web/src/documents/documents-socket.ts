import { HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { DOCUMENTS_PATH } from '@lectern/contract';

/** How long after a lost connection it is tried again, in milliseconds; a whole class does not come back in the same instant. */
const SOONEST = 300;
const SPREAD = 1_000;
const LATEST = 4_000;
/** A connection from which nothing came for so long is taken for lost: the other side says something every few seconds. */
const SILENCE = 40_000;

let socket: HocuspocusProviderWebsocket | null = null;
let holders = 0;

/** This tab's one connection for documents, open for as long as anybody holds it. */
export function holdSocket(): HocuspocusProviderWebsocket {
  holders += 1;
  socket ??= openSocket();
  return socket;
}

export function releaseSocket(): void {
  holders -= 1;
  if (holders > 0) return;
  window.removeEventListener('online', tryNow);
  window.removeEventListener('offline', giveUp);
  socket?.destroy();
  socket = null;
}

function openSocket(): HocuspocusProviderWebsocket {
  const url = new URL(DOCUMENTS_PATH, window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  window.addEventListener('online', tryNow);
  window.addEventListener('offline', giveUp);
  return new HocuspocusProviderWebsocket({
    url: url.href,
    // A whole number: with any other it never connects, and says nothing about it.
    delay: SOONEST + Math.floor(Math.random() * SPREAD),
    minDelay: SOONEST,
    maxDelay: LATEST,
    messageReconnectTimeout: SILENCE,
  });
}

/** The network is gone: a connection that was open may hang for as long as the silence, and never come back to life. */
function giveUp(): void {
  if (socket?.status === 'connected') socket.onClose({ event: new CloseEvent('close', { reason: 'offline' }) });
}

/** The network is back: no need to wait for the next try. */
function tryNow(): void {
  if (socket?.status === 'disconnected') void socket.connect();
}
