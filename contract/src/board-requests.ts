import { z } from 'zod';
import { LONGEST_PAGE_NAME } from './board.ts';
import { typedText } from './primitives.ts';

/** The largest picture that can be put on the board, in bytes. */
export const LARGEST_BOARD_FILE = 25 * 1024 * 1024;
/** How many pictures all pages of one session may have been given. */
export const MOST_BOARD_FILES = 1_000;
/** What a picture may be, by its content. A browser makes pictures of all else (PDF, SVG) before it sends it. */
export const BoardFileType = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
export type BoardFileType = z.infer<typeof BoardFileType>;

const PageName = typedText(0, LONGEST_PAGE_NAME);

export const PageCreate = z.object({ name: PageName.default('') }).meta({ id: 'PageCreate' });
export type PageCreate = z.infer<typeof PageCreate>;

/** An empty name shows the page's place again. */
export const PageEdit = z.object({ name: PageName }).meta({ id: 'PageEdit' });

/** POST lead/: whether the others' boards follow one's own. */
export const LeadChange = z.object({ on: z.boolean() }).meta({ id: 'LeadChange' });

export const BoardFileQuery = z.object({
  /** The file's name, as whoever saves the picture should find it. */
  name: typedText(1, 255),
});

/** A picture for the board; an element names it by its id. */
export const BoardFile = z
  .object({
    id: z.uuid(),
    media_type: BoardFileType,
    /** In bytes. */
    size: z.int().positive(),
  })
  .meta({ id: 'BoardFile' });
export type BoardFile = z.infer<typeof BoardFile>;
