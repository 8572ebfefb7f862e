import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import type { DocumentState } from '#documents/open-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { fileName, saveFile } from '#ui/save-file.ts';
import classes from './Notes.module.css';
import { notesPage } from './notes-html.ts';

interface NoteFootProps {
  editor: Editor;
  /** Of the session: what is taken along is named after it. */
  title: string;
  state: DocumentState;
  may_write: boolean;
}

// Nobody needs what reads and writes Markdown before they want a file of it.
const markdownOf = async (editor: Editor) => (await import('./notes-markdown.ts')).notesMarkdown(editor.getJSON());

/** Whether what was written is kept, and the ways to take the notes along. */
export function NoteFoot({ editor, title, state, may_write }: NoteFootProps) {
  const { t } = useTexts();
  const name = (extension: string) => fileName(`${title} – ${t('notes.heading')}`, extension);
  const save = useMutation({
    networkMode: 'always',
    mutationFn: async (kind: 'md' | 'html') => {
      if (kind === 'md') saveFile(name('md'), new Blob([await markdownOf(editor)], { type: 'text/markdown' }));
      else saveFile(name('html'), new Blob([notesPage(title, editor.getHTML())], { type: 'text/html' }));
    },
  });
  const copy = useMutation({
    networkMode: 'always',
    mutationFn: async () => copyBoth(await markdownOf(editor), editor.getHTML()),
    onSuccess: () => announce(t('copied')),
    onError: () => announce(t('notes.notCopied')),
  });
  return (
    <div className={classes.foot}>
      <KeptState state={state} may_write={may_write} />
      <div className={classes.ways}>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={copy.isSuccess ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => copy.mutate()}
        >
          {t('notes.copy')}
        </Button>
        {(['md', 'html'] as const).map((kind) => (
          <Button
            key={kind}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={t(`notes.save.${kind}`)}
            onClick={() => save.mutate(kind)}
          >
            {t(`notes.kind.${kind}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function KeptState({ state, may_write }: { state: DocumentState; may_write: boolean }) {
  const { t } = useTexts();
  const offline = state.state === 'offline';
  return (
    <span className={classes.state} data-state={offline ? 'offline' : undefined} role={offline ? 'status' : undefined}>
      {keptText()}
    </span>
  );

  function keptText(): string {
    if (offline) return t(state.unsaved > 0 ? 'notes.state.offlineUnsaved' : 'notes.state.offline');
    if (!may_write) return t('notes.state.reading');
    return t(state.unsaved > 0 ? 'notes.state.saving' : 'notes.state.saved');
  }
}

/** As rich text where that is what it is pasted into, as Markdown elsewhere. */
async function copyBoth(markdown: string, html: string): Promise<void> {
  const parts = { 'text/plain': markdown, 'text/html': html };
  const blobs = Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })] as const);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}
