import { type Icon, IconLink } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { type ComponentPropsWithRef, type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { nextStop } from '#keyboard/next-stop.ts';
import { LinkForm } from './LinkForm.tsx';
import classes from './NoteToolbar.module.css';
import { NOTE_TOOLS } from './note-tools.ts';
import { useTransactions } from './use-transactions.ts';

/** In two lines the tools are still one row. */
const SAME_AS: Readonly<Record<string, string>> = { ArrowDown: 'ArrowRight', ArrowUp: 'ArrowLeft' };

/** What can be done with the text: one stop of the Tab key, arrows inside. */
export function NoteToolbar({ editor }: { editor: Editor }) {
  const { t } = useTexts();
  useTransactions(editor);
  const [current, setCurrent] = useState(0);
  const [linking, setLinking] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const linkButton = useRef<HTMLButtonElement>(null);

  function move(event: KeyboardEvent) {
    const next = nextStop(SAME_AS[event.key] ?? event.key, current, NOTE_TOOLS.length + 1);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  }

  const stop = (index: number) => ({
    tabIndex: index === current ? 0 : -1,
    onFocus: () => setCurrent(index),
  });

  return (
    <>
      <div ref={bar} className={classes.bar} role="toolbar" aria-label={t('notes.tools')} onKeyDown={move}>
        {NOTE_TOOLS.map(({ name, icon, keys, run, isOn }, index) => (
          <Tool
            key={name}
            icon={icon}
            name={t(`notes.tool.${name}`)}
            aria-pressed={isOn ? isOn(editor) : undefined}
            aria-disabled={!run(editor.can().chain()).run() || undefined}
            aria-keyshortcuts={keys ?? undefined}
            onClick={(event) => run(withFocus(editor, event)).run()}
            {...stop(index)}
          />
        ))}
        <Tool
          ref={linkButton}
          icon={IconLink}
          name={t('notes.tool.link')}
          aria-pressed={editor.isActive('link')}
          aria-expanded={linking}
          onClick={() => setLinking(!linking)}
          {...stop(NOTE_TOOLS.length)}
        />
      </div>
      {linking && (
        <LinkForm
          editor={editor}
          onDone={(done) => {
            setLinking(false);
            if (done) editor.commands.focus();
            else linkButton.current?.focus();
          }}
        />
      )}
    </>
  );
}

interface ToolProps extends Omit<ComponentPropsWithRef<'button'>, 'name'> {
  icon: Icon;
  name: string;
}

function Tool({ icon: Glyph, name, ...props }: ToolProps) {
  return (
    <button
      type="button"
      className={classes.tool}
      aria-label={name}
      title={name}
      // The caret stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      {...props}
    >
      <Glyph size={18} stroke={1.75} aria-hidden />
    </button>
  );
}

/** Whoever points at a button wants to write on; whoever uses the keyboard may want the next button. */
function withFocus(editor: Editor, { detail }: MouseEvent) {
  const chain = editor.chain();
  return detail > 0 ? chain.focus() : chain;
}
