import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { type BoardView, moderates, type SessionView } from '@lectern/contract';
import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconEraser, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { clearPage, removePage, restorePage } from '#api/board.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Confirm } from '#ui/Confirm.tsx';
import { BarTool } from './BarTool.tsx';
import classes from './PageMenu.module.css';
import { pageName } from './page-name.ts';

interface PageMenuProps {
  view: SessionView;
  board: BoardView;
  page_id: number;
  onRename: () => void;
  onFailure: (error: unknown) => void;
}

/** What one may do with the page that is shown: rename it; for hosts, also clear it and take it away. */
export function PageMenu({ view, board, page_id, onRename, onFailure }: PageMenuProps) {
  const { t } = useTexts();
  const { session, role } = view;
  const [removing, setRemoving] = useState(false);
  const name = pageName(t, board.pages, page_id);
  const clear = useMutation({ mutationFn: () => clearPage(session.id, page_id), onError: onFailure });
  const restore = useMutation({ mutationFn: () => restorePage(session.id, page_id), onError: onFailure });
  const remove = useMutation({
    mutationFn: () => removePage(session.id, page_id),
    onSuccess: () => announce(t('board.removed', { name })),
    onError: onFailure,
    onSettled: () => setRemoving(false),
  });
  const wasCleared = board.cleared.some((one) => one.page_id === page_id);
  return (
    <>
      <Menu position="bottom-start" width={220} loop withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <BarTool icon={IconDots} name={t('board.pageMenu', { name })} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={18} aria-hidden />} onClick={onRename}>
            {t('board.renameKey')}
          </Menu.Item>
          {moderates(role) && (
            <Menu.Item leftSection={<IconEraser size={18} aria-hidden />} onClick={() => clear.mutate()}>
              {t('board.clear')}
            </Menu.Item>
          )}
          {moderates(role) && wasCleared && (
            <Menu.Item leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={() => restore.mutate()}>
              {t('board.undoClear')}
            </Menu.Item>
          )}
          {moderates(role) && board.pages.length > 1 && (
            <Menu.Item
              className={classes.grave ?? ''}
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={() => setRemoving(true)}
            >
              {t('board.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {removing && (
        <Confirm
          heading={t('board.removing.heading', { name })}
          action={t('board.removing.action')}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setRemoving(false)}
        >
          {t('board.removing.text')}
        </Confirm>
      )}
    </>
  );
}
