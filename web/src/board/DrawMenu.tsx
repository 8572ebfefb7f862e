import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import type { SessionView } from '@lectern/contract';
import { Menu } from '@mantine/core';
import { IconPencil, IconPencilOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeExemption, changeModeration } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { exempt, learnersBut } from '#moderation/who-may.ts';
import { personName } from '#people/person-name.ts';
import { BarTool } from './BarTool.tsx';
import classes from './DrawMenu.module.css';
import { DRAWERS, type Drawers, drawersOf } from './drawers.ts';

interface DrawMenuProps {
  view: SessionView;
  onFailure: (error: unknown) => void;
}

/** For hosts: who else draws on the board and writes the notes. It holds at once. */
export function DrawMenu({ view, onFailure }: DrawMenuProps) {
  const { t } = useTexts();
  const { session } = view;
  // Some, and nobody named yet, is to the server the same as hosts only.
  const [naming, setNaming] = useState(false);
  const drawers = drawersOf(view, naming);
  const free = exempt(view, 'board');
  const change = useMutation({
    mutationFn: async (wanted: Drawers) => {
      if (wanted === 'hosts') {
        for (const { account_id } of free) await changeExemption(session.id, { account_id, right: 'board', on: false });
      }
      await changeModeration(session.id, { locks: { board: wanted !== 'all' } });
    },
    onError: onFailure,
  });
  const name = useMutation({
    mutationFn: ({ account_id, on }: { account_id: number; on: boolean }) =>
      changeExemption(session.id, { account_id, right: 'board', on }),
    onError: onFailure,
  });
  const learners = learnersBut(view, []);
  return (
    <Menu
      position="bottom-end"
      width={260}
      loop
      closeOnItemClick={false}
      withInitialFocusPlaceholder={false}
      onClose={() => setNaming(false)}
    >
      <Menu.Target>
        <BarTool
          icon={drawers === 'hosts' ? IconPencilOff : IconPencil}
          name={t('board.who.now', { who: t(`board.who.${drawers}`) })}
          label={t(`board.who.${drawers}`)}
        />
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <Menu.Label>{t('board.who.open')}</Menu.Label>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
        <div role="group" aria-label={t('board.who.open')}>
          <Menu.RadioGroup
            value={drawers}
            onChange={(value) => {
              const wanted = DRAWERS.find((one) => one === value);
              if (!wanted) return;
              setNaming(wanted === 'some');
              change.mutate(wanted);
            }}
          >
            {DRAWERS.map((one) => (
              <Menu.RadioItem key={one} value={one}>
                {t(`board.who.${one}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </div>
        {drawers === 'some' && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('board.who.may')}</Menu.Label>
            {learners.length === 0 && <p className={classes.nobody}>{t('board.who.nobody')}</p>}
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
            <div role="group" aria-label={t('board.who.may')}>
              {learners.map((user) => (
                <Menu.CheckboxItem
                  key={user.id}
                  checked={free.some((one) => one.account_id === user.id)}
                  onChange={(on) => name.mutate({ account_id: user.id, on })}
                >
                  <bdi>{personName(user)}</bdi>
                </Menu.CheckboxItem>
              ))}
            </div>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
