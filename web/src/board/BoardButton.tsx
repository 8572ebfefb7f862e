import '#i18n/add-board-texts.ts';
import { Button, type ButtonProps } from '@mantine/core';
import { IconChalkboard } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { lazyPart } from '#ui/lazy-part.ts';

const { Part: BoardOverlay } = lazyPart(async () => (await import('./BoardOverlay.tsx')).BoardOverlay);

/** Opens the board in front of the page: to prepare it while one waits, to look at it when all is over. */
export function BoardButton({ feed, over = false, ...props }: ButtonProps & { feed: OpenFeed; over?: boolean }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="default"
        leftSection={<IconChalkboard size={18} aria-hidden />}
        onClick={() => setOpen(true)}
        {...props}
      >
        {t(over ? 'board.look' : 'board.prepare')}
      </Button>
      {open && (
        <Suspense>
          <BoardOverlay
            feed={feed}
            close={t(over ? 'board.close' : 'board.back')}
            onClose={() => {
              setOpen(false);
              // Behind the board it could not have it yet.
              setTimeout(() => button.current?.focus());
            }}
          />
        </Suspense>
      )}
    </>
  );
}
