import { Button, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { safeLink, typedLink } from '#ui/safe-link.ts';
import classes from './NoteToolbar.module.css';

interface LinkFormProps {
  editor: Editor;
  /** `done`: something was changed, and one may write on. */
  onDone: (done: boolean) => void;
}

/** Where the marked words lead, or the link that the caret is in. */
export function LinkForm({ editor, onDone }: LinkFormProps) {
  const { t } = useTexts();
  const [before] = useState(() => safeLink(editor.getAttributes('link').href));
  const [address, setAddress] = useState(before ?? '');
  const [wrong, setWrong] = useState(false);

  function apply(event: FormEvent) {
    event.preventDefault();
    const href = typedLink(address);
    if (href === null) {
      setWrong(true);
      return;
    }
    const chain = editor.chain().extendMarkRange('link');
    if (before === null && editor.state.selection.empty)
      chain.insertContent({ type: 'text', text: address.trim(), marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    onDone(true);
  }

  return (
    <form
      className={classes.link}
      onSubmit={apply}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The panel stays open.
        event.stopPropagation();
        onDone(false);
      }}
    >
      <TextInput
        label={t('notes.link.address')}
        placeholder="https://"
        value={address}
        error={wrong && t('notes.link.wrong')}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setWrong(false);
        }}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
      />
      <div className={classes.linkActions}>
        <Button type="submit" size="xs">
          {t('notes.link.apply')}
        </Button>
        {before !== null && (
          <>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                editor.chain().extendMarkRange('link').unsetLink().run();
                onDone(true);
              }}
            >
              {t('notes.link.remove')}
            </Button>
            <Button
              component="a"
              href={before}
              target="_blank"
              rel="noopener noreferrer nofollow"
              size="xs"
              variant="default"
            >
              {t('notes.link.open')}
            </Button>
          </>
        )}
        <Button size="xs" variant="subtle" onClick={() => onDone(false)}>
          {t('notes.link.cancel')}
        </Button>
      </div>
    </form>
  );
}
