import type { chat } from '#i18n/chat-texts.ts';

export type FileType = keyof typeof chat.chat.files.types;

/** What kind of file it is, in the words people use. */
export function fileType(media_type: string): FileType {
  const [kind = '', sub = ''] = media_type.toLowerCase().split('/');
  if (kind === 'image' || kind === 'audio' || kind === 'video') return kind;
  if (sub === 'pdf') return 'pdf';
  if (/spreadsheet|ms-excel|csv/.test(sub)) return 'sheet';
  if (/presentation|powerpoint/.test(sub)) return 'slides';
  if (/wordprocessing|msword|opendocument\.text|rtf|epub/.test(sub)) return 'document';
  if (/zip|x-tar|compressed|x-rar|gzip|bzip|x-xz/.test(sub)) return 'archive';
  return kind === 'text' || sub === 'json' || sub === 'xml' ? 'text' : 'other';
}
