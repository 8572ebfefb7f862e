import { LARGEST_ATTACHMENT } from '@lectern/contract';
import type { FileRules } from '#files/kept-files.ts';

/** What may be sent besides plain text: what people show each other, and nothing that a machine runs. */
const ALLOWED = [
  /^image\/(png|jpeg|gif|webp|avif|heic|bmp|tiff)$/,
  /^(audio|video)\//,
  /^application\/(pdf|zip|gzip|x-7z-compressed|epub\+zip|rtf|ogg)$/,
  /^application\/vnd\.openxmlformats-officedocument\.(wordprocessingml|spreadsheetml|presentationml)\.\w+$/,
  /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics|formula)$/,
];

export const attachmentRules: FileRules = {
  largest: LARGEST_ATTACHMENT,
  async takenAs(media_type, isText) {
    if (media_type !== null) return ALLOWED.some((one) => one.test(media_type)) ? media_type : null;
    return (await isText()) ? 'text/plain' : null;
  },
  refusals: { empty: 'attachment_empty', too_large: 'attachment_too_large', type: 'attachment_type' },
};
