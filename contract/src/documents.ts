import { z } from 'zod';
import { Id, MAX_ID } from './primitives.ts';

/**
 * A document is what people edit together by Yjs: one page of the board, or the session's notes. Its bytes travel by
 * Hocuspocus's own protocol on this WebSocket, never in JSON; one socket carries as many documents as are open.
 */
export const DOCUMENTS_PATH = '/api/documents';

/** The most bytes that one update may have. */
export const LARGEST_UPDATE = 2 * 1024 * 1024;
/** The most bytes that one document may come to. A full one still takes what only deletes. */
export const LARGEST_DOCUMENT = 32 * 1024 * 1024;
/** The most bytes that a client may put into awareness, as JSON, and those of it that are the notes' caret. */
export const LARGEST_AWARENESS = 8 * 1024;
export const LARGEST_CURSOR = 2 * 1024;

/** Which document: a page of the board, or the notes of a session: of its main room, or of one breakout. */
export type DocumentId =
  | { kind: 'page'; page_id: number }
  | { kind: 'notes'; session_id: number; breakout_id: number | null };

/** The name of a page's document, as Hocuspocus has it. */
export const pageDocument = (page_id: number) => `page/${page_id}`;
/** Likewise of a session's notes; with a breakout, of its own. */
export const notesDocument = (session_id: number, breakout_id: number | null = null) =>
  breakout_id === null ? `notes/${session_id}` : `notes/${session_id}/${breakout_id}`;

/** What a name stands for; null where it stands for nothing. */
export function parseDocumentName(name: string): DocumentId | null {
  const [, kind, digits, within] = /^(page|notes)\/([1-9]\d{0,9})(?:\/([1-9]\d{0,9}))?$/.exec(name) ?? [];
  const id = Number(digits);
  const breakout_id = within === undefined ? null : Number(within);
  if (kind === undefined || id > MAX_ID || (breakout_id ?? 0) > MAX_ID) return null;
  if (kind === 'notes') return { kind: 'notes', session_id: id, breakout_id };
  return breakout_id === null ? { kind: 'page', page_id: id } : null;
}

/**
 * Server to client, as JSON in a stateless message of the document: the last change that this client sent was not taken.
 * Its copy holds what nobody else has: throw it away, load it again, and tell the person. locked: may not write (any more).
 * full: the document has no room left. too_large: that one change was larger than `LARGEST_UPDATE`.
 */
export const DocumentNotice = z.object({ kind: z.literal('refused'), reason: z.enum(['full', 'locked', 'too_large']) });
export type DocumentNotice = z.infer<typeof DocumentNotice>;

/** A place on a page of the board, in the units of its drawing. */
const coordinate = z.number().min(-1e9).max(1e9);

/**
 * What is known of a client for as long as it has the document open, and is kept nowhere. The server puts in whose it is;
 * a client that says it is somebody else, or speaks for somebody else's client, is cut off. Names are looked up by the id.
 */
export const DocumentAwareness = z.strictObject({
  user: z.strictObject({ id: Id }).optional(),
  /** Where the person points to on the board. */
  pointer: z.strictObject({ x: coordinate, y: coordinate, tool: z.enum(['pointer', 'laser']) }).nullish(),
  button: z.enum(['up', 'down']).optional(),
  /** The elements they have selected. */
  selected: z.array(z.string().max(64)).max(200).optional(),
  /** What a host who leads looks at: the middle of their view, how large things are, and how much of the page it is. */
  view: z
    .strictObject({
      x: coordinate,
      y: coordinate,
      zoom: z.number().positive().max(1_000),
      width: z.number().positive().max(1e9).optional(),
      height: z.number().positive().max(1e9).optional(),
    })
    .nullish(),
  /** The caret in the notes, as the editor's binding writes it. */
  cursor: z.json().nullish(),
});
export type DocumentAwareness = z.infer<typeof DocumentAwareness>;

/**
 * Why the server ends the whole socket: the reason of its closing, with the code 4000. signed_out: this sign-in has ended.
 * malformed: nothing that the app sends should ever cause this. refused: it spoke in somebody else's name. stopping: come
 * back, to this server or another.
 */
export const SocketEndReason = z.enum(['signed_out', 'malformed', 'refused', 'stopping']);
export type SocketEndReason = z.infer<typeof SocketEndReason>;
export const SOCKET_END_CODE = 4000;
