/** What can be put on the board, by what is in the file: its name says nothing. */
export type FileKind = 'picture' | 'svg' | 'pdf';

/** So much of a file tells what it is; a PDF may have something else before its beginning. */
const HEAD = 1_024;

export async function fileKind(file: Blob): Promise<FileKind | null> {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const ascii = String.fromCharCode(...bytes);
  if (isPicture(ascii)) return 'picture';
  if (ascii.includes('%PDF-')) return 'pdf';
  return isSvg(textOf(bytes)) ? 'svg' : null;
}

/** PNG, JPEG, GIF, WebP, AVIF, BMP: what browsers show and the server keeps. */
function isPicture(ascii: string): boolean {
  if (['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a'].some((one) => ascii.startsWith(one))) return true;
  if (ascii.startsWith('RIFF')) return ascii.startsWith('WEBP', 8);
  // What it is, or what it may be read as, is named in its first box.
  if (ascii.startsWith('ftyp', 4)) return /avi[fs]/.test(ascii.slice(8, 64));
  return ascii.startsWith('BM') && ascii.length >= 14;
}

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
}

/** Whether its first element is an SVG. A page with a drawing in it is a page. */
function isSvg(text: string): boolean {
  let rest = text.trimStart();
  for (;;) {
    const [before] = /^(<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg[^>[]*(\[[^\]]*\])?[^>]*>)\s*/i.exec(rest) ?? [];
    if (before === undefined) return /^<(\w+:)?svg[\s>/]/.test(rest);
    rest = rest.slice(before.length);
  }
}
