import { type ErrorCode, errorCodes } from '@lectern/contract';

/** Who may come to a session: one column of the table. */
export const PEOPLE = ['signed out', 'stranger', 'pending', 'rejected', 'approved', 'creator', 'admin'] as const;
export type Role = (typeof PEOPLE)[number];

/** The state of the session that a row is tried on. `joined`: ongoing, with the approved one inside. */
const STATES = ['-', 'scheduled', 'ongoing', 'joined', 'hidden'] as const;
export type State = (typeof STATES)[number];

/** A status of success or of being sent elsewhere, or the code of a refusal. */
export type Outcome = number | ErrorCode;

export interface AccessRow {
  /** Method and url of the route. */
  name: string;
  state: State;
  outcomes: Record<Role, Outcome>;
}

/**
 * Reads lines of `METHOD url | state | who outcome, who outcome, others outcome`. `others` are all signed-in people
 * who are not named; who is signed out is `not_authenticated`, unless the line says `everybody`.
 */
export function readAccessTable(text: string): AccessRow[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(readRow);
}

function readRow(line: string): AccessRow {
  const [route = '', state = '', rules = ''] = line.split('|').map((cell) => cell.trim());
  const said = new Map<string, Outcome>();
  for (const rule of rules.split(',').map((part) => part.trim())) {
    const [, who = '', outcome = ''] = /^(.+) (\S+)$/.exec(rule) ?? [];
    if (who !== 'everybody' && who !== 'others' && !includes(PEOPLE, who)) throw new Error(`Who is ${who}? ${line}`);
    said.set(who, readOutcome(outcome, line));
  }
  const outcomeFor = (role: Role): Outcome => {
    const others = role === 'signed out' ? ('not_authenticated' as const) : said.get('others');
    const outcome = said.get('everybody') ?? said.get(role) ?? others;
    if (outcome === undefined) throw new Error(`Nothing is said of ${role}: ${line}`);
    return outcome;
  };
  if (!includes(STATES, state)) throw new Error(`No such state: ${line}`);
  const outcomes = Object.fromEntries(PEOPLE.map((role) => [role, outcomeFor(role)])) as Record<Role, Outcome>;
  return { name: route.replace(/\s+/, ' '), state, outcomes };
}

function readOutcome(text: string, line: string): Outcome {
  if (/^[23]\d\d$/.test(text)) return Number(text);
  if (includes(errorCodes, text)) return text;
  throw new Error(`${text} is neither a success nor a code: ${line}`);
}

function includes<T extends string>(known: readonly T[], text: string): text is T {
  return known.some((one) => one === text);
}
