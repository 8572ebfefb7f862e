import classes from './MessageLog.module.css';

const lineOf = (message_id: number) => document.querySelector<HTMLElement>(`[data-message="${message_id}"]`);

export function focusMessage(message_id: number): void {
  lineOf(message_id)?.focus();
}

/** Brings a message that is in the log into the middle, and lets it light up. */
export function showMessage(message_id: number): void {
  const line = lineOf(message_id);
  if (!line) return;
  line.scrollIntoView({ block: 'center' });
  line.focus({ preventScroll: true });
  const flash = classes.flash ?? '';
  line.classList.remove(flash);
  // Read, so that the animation begins anew when the same message is shown again.
  void line.offsetWidth;
  line.classList.add(flash);
}
