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

/** A size as people read it: "2.4 MB". */
export function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte'] as const;
  const power = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1_000 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}
