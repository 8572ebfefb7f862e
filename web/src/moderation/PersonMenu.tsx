import '#i18n/add-moderation-texts.ts';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import type { Participant } from '@lectern/contract';
import { Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FocusEvent, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { Confirm } from '#ui/Confirm.tsx';
import { Failure } from '#ui/Failure.tsx';
import { ActIcon } from './ActIcon.tsx';
import classes from './PersonMenu.module.css';
import { actDone, actName, performAct } from './perform-act.ts';
import { type PersonAct, personActs } from './person-acts.ts';

export interface PersonMenuProps {
  feed: OpenFeed;
  participant: Participant;
  /** How its button looks where it is not in a list. */
  className?: string | undefined;
  tabIndex?: number;
}

/** What a host can do with one person: a small button and its menu, in the list and on the stage. Nothing for learners. */
export function PersonMenu({ feed, participant, className = classes.opener, tabIndex = 0 }: PersonMenuProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const [removing, setRemoving] = useState(false);
  const name = personName(participant.user);
  const run = useMutation({
    mutationFn: (act: PersonAct) => performAct(feed.view.session.id, participant, act),
    onSuccess: (_answer, act) => {
      announce(actDone(t, act, name));
      setOpen(false);
    },
  });
  const remove = useMutation({
    mutationFn: () => performAct(feed.view.session.id, participant, { kind: 'remove' }),
    onSuccess: () => announce(actDone(t, { kind: 'remove' }, name)),
    onSettled: () => setRemoving(false),
  });
  const acts = personActs(feed.view, participant);
  if (acts.length === 0) return null;

  function choose(act: PersonAct) {
    if (run.isPending) return;
    if (act.kind === 'remove') {
      setOpen(false);
      setRemoving(true);
    } else run.mutate(act);
  }

  const items = (shown: PersonAct[]) =>
    shown.map((act) => (
      <Menu.Item
        key={actName(t, act)}
        closeMenuOnClick={false}
        leftSection={<ActIcon act={act} busy={run.isPending && run.variables === act} />}
        aria-busy={(run.isPending && run.variables === act) || undefined}
        {...(act.kind === 'remove' && { className: classes.grave })}
        onClick={() => choose(act)}
      >
        {actName(t, act)}
      </Menu.Item>
    ));
  const { now = [], exceptions = [], standing = [] } = Object.groupBy(acts, groupOf);
  const error = run.error ?? remove.error;
  return (
    <>
      <Menu
        position="bottom-end"
        width={290}
        loop
        withInitialFocusPlaceholder={false}
        transitionProps={{
          // Closed before it had taken the focus, the menu takes it while it goes, and would take it along.
          onExited: () => isLost(document.activeElement) && opener.current?.focus(),
        }}
        opened={open || (remove.error !== null && !removing)}
        onChange={(opened) => {
          setOpen(opened);
          if (opened) return;
          run.reset();
          remove.reset();
        }}
      >
        <Menu.Target>
          <button
            ref={opener}
            type="button"
            className={className}
            tabIndex={tabIndex}
            aria-label={t('moderation.menu', { name })}
            onKeyDown={(event) => {
              // Whoever is quick presses it before the menu has taken the focus: it is meant for the menu all the same.
              if (event.key !== 'Escape' || !open) return;
              event.stopPropagation();
              setOpen(false);
            }}
          >
            <IconDotsVertical size={20} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown onKeyDown={keepToItself} onFocus={holdFocus}>
          {error !== null && (
            <div className={classes.failure}>
              <Failure error={error} />
            </div>
          )}
          {items(now)}
          {exceptions.length > 0 && <Menu.Label>{t('moderation.exceptions')}</Menu.Label>}
          {items(exceptions)}
          {standing.length > 0 && standing.length < acts.length && <Menu.Divider />}
          {items(standing)}
        </Menu.Dropdown>
      </Menu>
      {removing && (
        <Confirm
          heading={t('moderation.removing.heading', { name })}
          action={t('moderation.removing.action')}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setRemoving(false)}
        >
          {t('moderation.removing.text', { name })}
        </Confirm>
      )}
    </>
  );
}

function groupOf({ kind }: PersonAct): 'now' | 'exceptions' | 'standing' {
  if (kind === 'exempt') return 'exceptions';
  return kind === 'cohost' || kind === 'remove' ? 'standing' : 'now';
}

/** Whether nothing has the focus, or a menu that goes. */
function isLost(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.closest('[role="menu"]') !== null;
}

/**
 * Mantine moves the focus to the first item twice as a menu opens. Whoever has gone on to another one by the second time
 * stays there: else their Enter would do something else.
 */
function holdFocus({ currentTarget, target }: FocusEvent<HTMLElement>): void {
  for (const item of currentTarget.querySelectorAll('[data-autofocus]')) item.removeAttribute('data-autofocus');
  target.setAttribute('data-autofocus', '');
}

/** Escape closes the menu and not also the panel around it, and arrow keys do not lead to other tiles. */
function keepToItself(event: { stopPropagation: () => void }): void {
  event.stopPropagation();
}
