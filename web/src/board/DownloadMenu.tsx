import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import type { BoardView, SessionView } from '@lectern/contract';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { saveFile } from '#ui/save-file.ts';
import { BarTool } from './BarTool.tsx';
import type { Download } from './downloads/make-file.ts';
import { pageName } from './page-name.ts';

interface DownloadMenuProps {
  view: SessionView;
  board: BoardView;
  page_id: number;
  /** Why there is no file, in words. */
  onTold: (text: string) => void;
  /** Where it does not stand in the board's bar. */
  wide?: boolean;
}

const PAGE = ['png', 'svg', 'excalidraw'] as const satisfies readonly Download[];
const ALL = ['pdf', 'all_excalidraw'] as const satisfies readonly Download[];

/** The board to take away: this page, or all. The files are made here, of what is on the pages now. */
export function DownloadMenu({ view, board, page_id, onTold, wide = false }: DownloadMenuProps) {
  const { t } = useTexts();
  const { session } = view;
  const make = useMutation({
    mutationFn: async (download: Download) => {
      announce(t('board.download.busy'));
      const { makeFile } = await import('./downloads/make-file.ts');
      return makeFile(download, {
        session_id: session.id,
        title: session.title,
        pages: board.pages.map(({ id }) => ({ id, name: pageName(t, board.pages, id) })),
        page_id,
        board: t('board.heading'),
      });
    },
    onSuccess: (file, download) => {
      if (!file) return onTold(t(isOfPage(download) ? 'board.download.empty' : 'board.download.allEmpty'));
      saveFile(file.name, file.contents);
      announce(t('board.download.done', { file: file.name }));
    },
    onError: () => onTold(t('board.download.failed')),
  });
  return (
    <Menu position="bottom-end" width={220} loop withInitialFocusPlaceholder={false}>
      <Menu.Target>
        {wide ? (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={make.isPending}
          >
            {t('board.download.open')}
          </Button>
        ) : (
          <BarTool
            icon={IconDownload}
            name={t('board.download.open')}
            label={t('board.download.open')}
            aria-busy={make.isPending || undefined}
          />
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {(wide ? [ALL] : [PAGE, ALL]).map((group) => {
          const heading = t(group === PAGE ? 'board.download.page' : 'board.download.all');
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
            <div key={heading} role="group" aria-label={heading}>
              <Menu.Label>{heading}</Menu.Label>
              {group.map((one) => (
                <Menu.Item key={one} onClick={() => !make.isPending && make.mutate(one)}>
                  {t(`board.download.${one}`)}
                </Menu.Item>
              ))}
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

const isOfPage = (download: Download) => PAGE.some((one) => one === download);
