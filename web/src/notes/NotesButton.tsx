import '#i18n/add-notes-texts.ts';
import { Button } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Dialog } from '#ui/Dialog.tsx';
import classes from './Notes.module.css';
import { Notes } from './Notes.tsx';

/** The notes where there is no room beside something: for the host to prepare, before the session starts. */
export function NotesButton({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="lg"
        leftSection={<IconNotes size={20} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('notes.heading')}
      </Button>
      {open && (
        <Dialog heading={t('notes.heading')} close={t('notes.close')} onClose={() => setOpen(false)}>
          <div className={classes.dialog}>
            <Notes feed={feed} />
          </div>
        </Dialog>
      )}
    </>
  );
}
