import { type Message, recordedSeconds, type Span, type User } from '@lectern/contract';

/** What was said to everyone while it was recorded, to read: recorded time, who, and what. Who is hidden is not named in it; deleted messages are gone. */
export function chatText(
  title: string,
  messages: readonly Message[],
  spans: readonly Span[],
  nameOf: (user: User) => string,
  mask: (text: string) => string,
): string {
  const lines = messages
    .filter((message) => message.to === null && message.deleted_at === null && isCaptured(message.sent_at, spans))
    .map((message) => {
      const files = message.attachments.map(({ name }) => `[${oneLine(name)}]`);
      const at = timeOf(recordedSeconds(spans, Date.parse(message.sent_at)));
      return `${at} ${oneLine(nameOf(message.user))}: ${[indented(mask(message.text)), ...files].join(' ').trim()}`;
    });
  return [oneLine(title), '', ...lines, ''].join('\n');
}

function isCaptured(sent_at: string, spans: readonly Span[]): boolean {
  const at = Date.parse(sent_at);
  return spans.some(({ started_at, ended_at }) => Date.parse(started_at) <= at && at <= Date.parse(ended_at));
}

/** No message can look as if it were two. */
function indented(text: string): string {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).join('\n         ');
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}|\u2028|\u2029/gu, ' ');
}

function timeOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 3_600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
