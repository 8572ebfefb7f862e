import { BoardFileType, LARGEST_BOARD_FILE } from '@lectern/contract';
import type { FileRules } from '#files/kept-files.ts';

/** Pictures of points alone: an SVG is a page that may do things, and the browser makes points of it before it sends it. */
export const boardFileRules: FileRules<BoardFileType> = {
  largest: LARGEST_BOARD_FILE,
  async takenAs(media_type) {
    // A PNG that moves is a PNG to whatever shows it.
    return BoardFileType.safeParse(media_type === 'image/apng' ? 'image/png' : media_type).data ?? null;
  },
  refusals: { empty: 'attachment_empty', too_large: 'board_file_too_large', type: 'board_file_type' },
};
