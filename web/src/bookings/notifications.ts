const isThere = () => typeof Notification !== 'undefined';

/** Whether it makes sense to offer notifications: they exist, and nobody has said yes or no. */
export function mayAskToNotify(): boolean {
  return isThere() && Notification.permission === 'default';
}

/** Only ever after a press of a button. */
export async function askToNotify(): Promise<void> {
  await Notification.requestPermission().catch(() => undefined);
}

/** Says it outside the page, where that is allowed and the page is out of sight; never throws. */
export function notify(title: string, body: string): void {
  if (!isThere() || Notification.permission !== 'granted' || document.visibilityState !== 'hidden') return;
  try {
    const notification = new Notification(title, { body, tag: title });
    notification.onclick = () => window.focus();
  } catch {
    // Some browsers on phones know the word and not the thing.
  }
}
