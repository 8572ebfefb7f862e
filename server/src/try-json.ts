/** What a text says; null where it is no JSON, as of a file that was being written when its writer was killed. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
