/** The people of a demo site. The first is its admin. */
export const demoAccounts = [
  { username: 'ines', first_name: 'Inês', last_name: 'Duarte', role: 'instructor' },
  { username: 'amir', first_name: 'Amir', last_name: 'Haddad', role: 'learner' },
  { username: 'lotte', first_name: 'Lotte', last_name: 'Vermeer', role: 'learner' },
  { username: 'kenji', first_name: 'Kenji', last_name: 'Mori', role: 'learner' },
] as const;

type Username = (typeof demoAccounts)[number]['username'];

interface Tale {
  title: string;
  description: string;
  creator: Username;
  capacity: number | null;
  /** Minutes from now, before it where negative. */
  created: number;
  start: number | null;
  /** How long it is planned to last. */
  minutes: number;
  needs_approval?: true;
  /** Pages of the board beside its first. */
  pages?: string[];
  bookings: { username: Username; message: string; decision: 'approve' | 'reject' | null }[];
  steps: { at: number; does: 'start' | 'join' | 'leave' | 'end' | 'expire' | 'cancel'; who?: Username }[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Sessions in every state, as they would have come about. */
export const demoSessions: Tale[] = [
  {
    title: 'Chords and cadences: how a song comes home',
    description: 'We take three songs apart at the piano. Bring something to write on.',
    creator: 'ines',
    capacity: 12,
    created: -3 * DAY,
    start: -20,
    minutes: 90,
    pages: ['Cadences', 'Your songs'],
    bookings: [
      { username: 'amir', message: 'I play the guitar a little.', decision: 'approve' },
      { username: 'lotte', message: '', decision: 'approve' },
      { username: 'kenji', message: 'May I come ten minutes late?', decision: null },
    ],
    steps: [
      { at: -1, does: 'start' },
      { at: 0, does: 'leave' },
    ],
  },
  {
    title: 'Sight-reading for beginners',
    description: 'Short exercises, one line at a time. No instrument needed.',
    creator: 'ines',
    capacity: 8,
    created: -2 * DAY,
    start: 2 * HOUR,
    minutes: 60,
    bookings: [
      { username: 'amir', message: '', decision: 'approve' },
      { username: 'kenji', message: 'I have never read music before. Is that all right?', decision: null },
    ],
    steps: [],
  },
  {
    title: 'Listening together: the string quartet',
    description: 'We listen to one movement and talk about what each instrument does.',
    creator: 'ines',
    capacity: null,
    created: -1 * DAY,
    start: 3 * DAY,
    minutes: 75,
    bookings: [{ username: 'lotte', message: 'My favourite!', decision: 'reject' }],
    steps: [],
  },
  {
    title: 'Open question hour',
    description: 'No date yet: tell me when you are free.',
    creator: 'ines',
    capacity: null,
    created: -5 * HOUR,
    start: null,
    minutes: 0,
    bookings: [],
    steps: [],
  },
  {
    title: 'Learners’ jam session',
    description: 'Proposed by a learner; an admin has to agree first.',
    creator: 'amir',
    capacity: 6,
    created: -4 * HOUR,
    start: 5 * DAY,
    minutes: 60,
    needs_approval: true,
    bookings: [],
    steps: [],
  },
  {
    title: 'Rhythm: clapping in odd metres',
    description: 'Five, seven and eleven, with hands and feet.',
    creator: 'ines',
    capacity: 10,
    created: -8 * DAY,
    start: -2 * DAY,
    minutes: 45,
    bookings: [
      { username: 'amir', message: '', decision: 'approve' },
      { username: 'lotte', message: '', decision: 'approve' },
    ],
    steps: [
      { at: -2 * DAY, does: 'start' },
      { at: -2 * DAY + 1, does: 'join', who: 'amir' },
      { at: -2 * DAY + 4, does: 'join', who: 'lotte' },
      { at: -2 * DAY + 38, does: 'leave', who: 'amir' },
      { at: -2 * DAY + 44, does: 'end' },
    ],
  },
  {
    title: 'A walk through the opera house',
    description: 'Called off: the house is closed for repairs.',
    creator: 'ines',
    capacity: 20,
    created: -6 * DAY,
    start: 1 * DAY,
    minutes: 120,
    bookings: [{ username: 'kenji', message: '', decision: 'approve' }],
    steps: [{ at: -1 * DAY, does: 'cancel' }],
  },
  {
    title: 'Harmony clinic',
    description: 'Nobody started it in time.',
    creator: 'ines',
    capacity: null,
    created: -7 * DAY,
    start: -4 * DAY,
    minutes: 60,
    bookings: [],
    steps: [{ at: -4 * DAY + 61, does: 'expire' }],
  },
];
