/** How many days a field says; empty: none. What is no number is left for the server to refuse. */
export function keepDays(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
