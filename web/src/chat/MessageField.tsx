import type { User } from '@lectern/contract';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useState,
} from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import classes from './Composer.module.css';
import { MentionList } from './MentionList.tsx';
import { matchingPeople, mentionAtCaret, withMention } from './mention-at-caret.ts';

interface MessageFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  label: string;
  placeholder: string;
  invalid: boolean;
  describedBy: string;
  people: readonly User[];
  onChange: (text: string) => void;
  onSend: () => void;
  /** The arrow up in an empty field. */
  onEditLast: () => void;
  /** True where there was something to take back. */
  onEscape: () => boolean;
  onFiles: (files: readonly File[]) => void;
}

/** Where one writes: Enter sends, Shift+Enter breaks the line, @ offers people. */
export function MessageField(props: MessageFieldProps) {
  const { field, value, people, onChange } = props;
  const { t } = useTexts();
  const list = useId();
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  /** Escape closes the offers for as long as the same mention is typed. */
  const [refused, setRefused] = useState<number | null>(null);
  const [moveTo, setMoveTo] = useState<number | null>(null);
  const typing = mentionAtCaret(value, caret);
  const offers = typing && typing.start !== refused ? matchingPeople(people, typing.query) : [];
  const at = Math.min(chosen, offers.length - 1);

  useEffect(() => {
    if (offers.length > 0) announce(t('chat.mention.found', { count: offers.length }));
  }, [offers.length, t]);

  useLayoutEffect(() => {
    const box = field.current;
    if (!box || box.value !== value) return;
    // As high as what is in it; the style sets the limits.
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }, [field, value]);

  useLayoutEffect(() => {
    if (moveTo === null) return;
    field.current?.setSelectionRange(moveTo, moveTo);
    setMoveTo(null);
  }, [field, moveTo]);

  function insert(user: User | undefined) {
    if (!typing || !user) return;
    const next = withMention(value, typing, caret, user);
    onChange(next.text);
    setCaret(next.caret);
    setMoveTo(next.caret);
    setChosen(0);
    field.current?.focus();
  }

  /** True where the key meant the offers. */
  function choosing({ key }: KeyboardEvent): boolean {
    if (offers.length === 0) return false;
    if (key === 'ArrowDown') setChosen((at + 1) % offers.length);
    else if (key === 'ArrowUp') setChosen((at + offers.length - 1) % offers.length);
    else if (key === 'Enter' || key === 'Tab') insert(offers[at]);
    else if (key === 'Escape') setRefused(typing?.start ?? null);
    else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While an input method composes, its keys are its own; some browsers only say so by this number.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (plain && choosing(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      props.onSend();
    } else if (event.key === 'ArrowUp' && plain && value === '') {
      event.preventDefault();
      props.onEditLast();
    } else if (event.key === 'Escape' && props.onEscape()) event.stopPropagation();
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    props.onFiles(files);
  }

  return (
    <>
      {offers.length > 0 && <MentionList id={list} people={offers} chosen={at} onPick={insert} />}
      <textarea
        ref={field}
        className={classes.field}
        dir="auto"
        rows={1}
        value={value}
        aria-label={props.label}
        placeholder={props.placeholder}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? list : undefined}
        aria-activedescendant={offers.length > 0 ? `${list}-${offers[at]?.id}` : undefined}
        enterKeyHint="send"
        onChange={({ currentTarget: { value: typed, selectionStart } }) => {
          setCaret(selectionStart);
          if (!mentionAtCaret(typed, selectionStart)) setRefused(null);
          setChosen(0);
          onChange(typed);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
    </>
  );
}
