import { LONGEST_PAGE_NAME } from '@lectern/contract';

/**
 * The pages that somebody typed, as "1-3, 7": in the order they come in the document, each once. Null where it names none
 * or one that is not there.
 */
export function pagesIn(typed: string, count: number): number[] | null {
  const pages = new Set<number>();
  for (const part of typed.split(/[,;\s]+(?![-–])(?<![-–]\s*)/).filter((one) => one !== '')) {
    const [, from, to] = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(part) ?? [];
    if (from === undefined) return null;
    const [first, last] = [Number(from), Number(to ?? from)];
    if (first < 1 || last < first || last > count) return null;
    for (let page = first; page <= last; page += 1) pages.add(page);
  }
  return pages.size > 0 ? [...pages].sort((one, other) => one - other) : null;
}

/** The first so many pages, as one would type them. */
export const firstPages = (count: number): string => (count > 1 ? `1-${count}` : '1');

/** What a page of the board is called that was a page of a PDF: after both. */
export function pdfPageName(name: string, page: number): string {
  const number = ` ${page}`;
  const cleaned = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return `${[...cleaned].slice(0, (LONGEST_PAGE_NAME - number.length) / 2).join('')}${number}`.trim();
}
