import { fullName, type Message } from '@lectern/contract';

/** What was written to everyone in a room, to read. Empty where nothing is left of it. */
export function transcriptOf(messages: readonly Message[]): string {
  return messages
    .filter((message) => message.to === null && message.deleted_at === null)
    .map(({ sent_at, user, text, attachments }) => {
      const at = sent_at.slice(0, 16).replace('T', ' ');
      const files = attachments.map(({ name }) => `[${oneLine(name)}]`);
      return `${at} UTC  ${oneLine(fullName(user))}: ${[indented(text), ...files].join(' ').trim()}\n`;
    })
    .join('');
}

/** No message can look as if it were two. */
function indented(text: string): string {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).join('\n    ');
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}|\u2028|\u2029/gu, ' ');
}
