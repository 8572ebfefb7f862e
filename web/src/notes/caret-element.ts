import classes from './NoteText.module.css';

/** Somebody else's caret, with their name over it. What comes here was made by `Carets`, and is text all the same. */
export function caretElement({ id, name, color }: Record<string, unknown>): HTMLElement {
  const caret = document.createElement('span');
  caret.className = classes.caret ?? '';
  if (typeof color === 'string') caret.style.setProperty('--caret', color);
  const label = document.createElement('span');
  label.className = classes.name ?? '';
  label.dataset.account = String(id);
  label.textContent = typeof name === 'string' ? name : '';
  caret.append(label);
  return caret;
}

/** The editor keeps a caret's element for as long as the caret is there: a name that becomes known later is put in here. */
export function renameCarets(place: HTMLElement, nameOf: (account_id: number) => string): void {
  for (const label of place.querySelectorAll<HTMLElement>('[data-account]'))
    label.textContent = nameOf(Number(label.dataset.account));
}
