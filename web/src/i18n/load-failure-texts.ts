/** Before a failure is shown its words are there; without them, that something went wrong has to do. */
export async function loadFailureTexts(): Promise<void> {
  await import('./add-failure-texts.ts').catch(() => undefined);
}
