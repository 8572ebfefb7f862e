import type { MediaAccess } from '@lectern/contract';
import { failureCode } from '#api/api-error.ts';
import { joinLive, mediaToken, startSession } from '#api/live.ts';
import { type Entry, type EntryRequest, firstRequest, nextRequest } from './entry-steps.ts';
import { thisTab } from './this-tab.ts';

/** More never makes sense: two tabs that join and leave at once could else send each other in circles. */
const MOST_REQUESTS = 4;

/** Gets into the live room, by as many requests as that takes; rejects with the last refusal. */
export async function requestEntry(session_id: number, entry: Entry): Promise<MediaAccess> {
  let request = firstRequest(entry);
  for (let tries = 1; ; tries++) {
    try {
      return await send(session_id, request);
    } catch (error) {
      const next = nextRequest(entry, failureCode(error));
      if (next === null || tries === MOST_REQUESTS) throw error;
      request = next;
    }
  }
}

async function send(session_id: number, request: EntryRequest): Promise<MediaAccess> {
  switch (request) {
    case 'start':
      return (await startSession(session_id, thisTab())).media;
    case 'join':
      return (await joinLive(session_id, thisTab())).media;
    case 'take_over':
      return mediaToken(session_id, thisTab(), true);
    default:
      return request satisfies never;
  }
}
