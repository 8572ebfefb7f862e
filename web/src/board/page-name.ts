import type { BoardPage } from '@lectern/contract';
import type { TFunction } from 'i18next';

/** What a page is called: its name, or its place among the others. */
export function pageName(t: TFunction, pages: readonly BoardPage[], page_id: number): string {
  const index = pages.findIndex((one) => one.id === page_id);
  return pages[index]?.name || t('board.page', { number: index + 1 });
}
