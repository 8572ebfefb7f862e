import '#i18n/add-notes-texts.ts';
import { SidePanel } from '#chat/SidePanel.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Notes } from './Notes.tsx';

/** The notes beside the stage. */
export function NotesPanel({ feed, onClose }: { feed: OpenFeed; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <SidePanel id="notes" heading={t('notes.heading')} close={t('notes.close')} onClose={onClose}>
      <Notes feed={feed} />
    </SidePanel>
  );
}
