export function ChatHistory(_: { session_id: number }) {
  return null;
}
