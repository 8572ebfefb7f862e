/** Values that are wrong for every text. */
const NO_TEXT: unknown[] = [null, 42, true, [], {}, ['a'], { toString: 'a' }];
/** Texts that cannot be stored, or are far too long, under the limit of a body and over it. */
const BAD_TEXT = ['\u0000', 'a\u0000b', 'a\ud800', '\udc00b', 'x'.repeat(100_000), 'x'.repeat(1024 * 1024)];
const BLANK = ['', '   ', '\t\n'];

const text = [...NO_TEXT, ...BAD_TEXT];
const neededText = [...text, ...BLANK, undefined];

const PASSWORD = [...NO_TEXT, 'x'.repeat(100_000), 'x'.repeat(1024 * 1024), undefined];
const USERNAME = [
  ...neededText,
  'ab',
  'x'.repeat(31),
  'with space',
  'ümlaut',
  '<b>x</b>',
  "a'; drop table account",
  '../x',
];
const EMAIL = [
  ...neededText,
  'x',
  '@',
  'a@',
  '@b.org',
  'a b@c.org',
  'a@b',
  'a@b.org\u0000',
  `${'x'.repeat(250)}@b.org`,
];

const RIGHT = [...NO_TEXT, '', 'Chat', 'chat ', 'everything', '__proto__', 'x'.repeat(1024 * 1024), undefined];

const TIME: unknown[] = [
  42,
  true,
  [],
  {},
  '',
  'x'.repeat(1024 * 1024),
  'tomorrow',
  '2030-01-01',
  '2030-01-01T10:00:00',
  '2030-01-01 10:00:00Z',
  '2030-01-01T10:00:00 Europe/Berlin',
  '2030-01-01T10:00:00[Europe/Berlin]',
  '2030-01-01T10:00:00Z[Mars/Olympus]',
  '2030-01-01T10:00:00+99:00',
  '2030-01-01T10:00:00+01',
  '2030-02-30T10:00:00Z',
  '2031-02-29T10:00:00Z',
  '2030-13-01T10:00:00Z',
  '2030-00-10T10:00:00Z',
  '2030-01-01T24:00:00Z',
  '2030-01-01T10:60:00Z',
  '2030-01-01T10:00:61Z',
  '2030-01-01T10:00:00Z\u0000',
  '+012030-01-01T10:00:00Z',
  '0000-01-01T10:00:00Z',
  '1999-12-31T23:59:59Z',
  '2200-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
];
const START = [...TIME, '2020-01-01T10:00:00Z', '2020-01-01T10:00:00+14:00'];

const CAPACITY: unknown[] = [
  0,
  -1,
  1.5,
  10_001,
  1e9,
  2 ** 53,
  -(2 ** 31),
  '5',
  '',
  true,
  [],
  [5],
  {},
  'x'.repeat(100_000),
];
const BOOLEAN: unknown[] = ['true', '', 0, 1, null, [], {}, undefined];

/** What a route takes, and what is wrong in each of its fields. `undefined`: the field is missing. */
export interface BodyCase {
  good: Record<string, unknown>;
  bad: Record<string, unknown[]>;
  /** Fields that are each good, and not together. */
  badTogether?: Record<string, unknown>[];
  /** May be sent without a body. */
  optional?: boolean;
}

const ID: unknown[] = [0, -1, 1.5, '1', '', true, [], {}, 2_147_483_648, 1e30];
const KEEP_DAYS: unknown[] = [0, -1, 1.5, 3_651, 1e9, '5', '', true, [], [5], {}];
const SECONDS: unknown[] = [-1, 1.5, 43_201, 1e30, '60', '', true, [], {}, undefined];
const EMOJI = [...NO_TEXT, ...BAD_TEXT, ...BLANK, 'a', ':)', '👍👍', '👍 ', '<img>', '1', '#', undefined];
const OPTION: unknown[] = [-1, 1.5, 10, '0', '', null, true, [], {}, undefined];
const TAB = [...NO_TEXT, ...BAD_TEXT, ...BLANK, 'short', 'x'.repeat(65), 'with space', '<b>a-tab</b>'];

const start = '2100-05-01T10:00:00Z';
const disorder = [
  { scheduled_start: start, scheduled_end: start },
  { scheduled_start: start, scheduled_end: '2100-05-01T09:59:59Z' },
  { scheduled_start: '2100-05-01T10:00:00+02:00', scheduled_end: '2100-05-01T10:00:00+03:00' },
];

/** Every route that takes a body. */
export const BODIES: Record<string, BodyCase> = {
  'PATCH /api/site/': {
    good: { sessions_need_approval: false },
    bad: { sessions_need_approval: BOOLEAN.slice(0, -1), keep_recordings_days: KEEP_DAYS },
  },
  'POST /api/auth/sign-up/email': {
    good: { email: 'new@example.org', password: 'a good password', username: 'new', first_name: 'N', last_name: 'W' },
    bad: {
      email: EMAIL,
      password: [...PASSWORD, '', 'short', 'x'.repeat(129)],
      username: USERNAME,
      first_name: [...neededText, 'x'.repeat(81)],
      last_name: [...text, 'x'.repeat(81)],
      name: text,
    },
  },
  'POST /api/auth/sign-in/username': {
    good: { username: 'nobody', password: 'a good password' },
    bad: { username: neededText, password: PASSWORD, rememberMe: ['yes', 1, null] },
  },
  'POST /api/auth/sign-in/email': {
    good: { email: 'nobody@example.org', password: 'a good password' },
    bad: { email: neededText, password: PASSWORD, rememberMe: ['yes', 1, null] },
  },
  'POST /api/auth/update-user': {
    good: { first_name: 'N', last_name: 'W' },
    bad: { first_name: [...neededText, 'x'.repeat(81)], last_name: [...text, undefined, 'x'.repeat(81)] },
  },
  'POST /api/auth/change-password': {
    good: { currentPassword: 'a wrong password', newPassword: 'a good password' },
    bad: {
      currentPassword: [...PASSWORD, ''],
      newPassword: [...PASSWORD, '', 'short', 'x'.repeat(129)],
      revokeOtherSessions: ['yes', 1, null],
    },
  },
  'POST /api/sessions/': {
    good: { title: 'Algebra', scheduled_start: start, scheduled_end: '2100-05-01T11:00:00Z' },
    bad: {
      title: [...neededText, 'x'.repeat(201)],
      description: [...text, 'x'.repeat(10_001)],
      scheduled_start: [...START, null, undefined],
      scheduled_end: TIME,
      capacity: CAPACITY,
      keep_recordings_days: KEEP_DAYS,
    },
    badTogether: disorder,
  },
  'PATCH /api/sessions/:id/': {
    good: { title: 'Algebra' },
    bad: {
      title: [...text, ...BLANK, 'x'.repeat(201)],
      description: [...text, 'x'.repeat(10_001)],
      scheduled_start: [...START, null],
      scheduled_end: START,
      capacity: CAPACITY,
      keep_recordings_days: KEEP_DAYS,
    },
    badTogether: disorder,
  },
  'POST /api/sessions/:id/bookings/': {
    good: { message: 'Please' },
    bad: { message: [...text, 'x'.repeat(2_001)] },
    optional: true,
  },
  'POST /api/sessions/:id/start/': { good: { tab: 'a-tab-of-mine' }, bad: { tab: TAB }, optional: true },
  'POST /api/sessions/:id/join_live/': { good: { tab: 'a-tab-of-mine' }, bad: { tab: TAB }, optional: true },
  'POST /api/sessions/:id/media_token/': {
    good: { tab: 'a-tab-of-mine' },
    bad: { tab: TAB, take_over: BOOLEAN.slice(0, -1) },
    optional: true,
  },
  'POST /api/sessions/:id/messages/': {
    good: { text: 'Hello' },
    bad: {
      text: [...text, ...BLANK, undefined, 'x'.repeat(4_001)],
      to: ID,
      reply_to: ID,
      attachments: [null, 1, '1', {}, [0], ['1'], [null], Array(11).fill(1)],
    },
  },
  'PATCH /api/sessions/:id/chat/': { good: { open: true }, bad: { open: BOOLEAN } },
  'PATCH /api/sessions/:id/moderation/': {
    good: { door_open: true },
    bad: {
      door_open: BOOLEAN.slice(0, -1),
      screen_sharing: [...NO_TEXT, '', 'One', 'none', 'x'.repeat(1024 * 1024)],
      locks: [null, 1, true, 'camera', { camera: null }, { camera: 'yes' }, { camera: 1 }, { hand: [] }],
    },
  },
  'POST /api/sessions/:id/exemptions/': {
    good: { account_id: 1, right: 'chat', on: false },
    bad: { account_id: [...ID, null, undefined], right: RIGHT, on: BOOLEAN },
  },
  'POST /api/sessions/:id/breakouts/': {
    good: { names: ['Room 1'] },
    bad: {
      names: [
        ...[null, 'Room 1', 1, {}, undefined, [], [''], ['  '], [1], [null], ['a\u0000'], ['x'.repeat(61)]],
        Array(51).fill('Room'),
      ],
    },
  },
  'PATCH /api/sessions/:id/breakouts/:breakout_id/': {
    good: { name: 'Room 1' },
    bad: { name: [...neededText, 'x'.repeat(61)] },
  },
  'PATCH /api/sessions/:id/breakout_settings/': {
    good: { may_choose: true },
    bad: {
      may_choose: BOOLEAN.slice(0, -1),
      may_return: BOOLEAN.slice(0, -1),
      recorded: BOOLEAN.slice(0, -1),
    },
  },
  'POST /api/sessions/:id/assign_breakouts/': {
    good: { assignments: [{ account_id: 1, breakout_id: null }] },
    bad: {
      assignments: [
        ...[null, 1, 'all', {}, undefined, [], [null], [1], [{}], [{ account_id: 1 }], [{ breakout_id: 1 }]],
        ...ID.map((account_id) => [{ account_id, breakout_id: null }]),
        ...ID.map((breakout_id) => [{ account_id: 1, breakout_id }]),
        Array(1_001).fill({ account_id: 1, breakout_id: null }),
      ],
    },
  },
  'POST /api/sessions/:id/distribute_breakouts/': {
    good: { how: 'evenly' },
    bad: { how: [...RIGHT, 'Random', 'none'] },
  },
  'POST /api/sessions/:id/copy_breakouts/': { good: { from_session_id: 1 }, bad: { from_session_id: [null, ...ID] } },
  'POST /api/sessions/:id/open_breakouts/': { good: { seconds: null }, bad: { seconds: [0, ...SECONDS] } },
  'POST /api/sessions/:id/time_breakouts/': { good: { seconds: 0 }, bad: { seconds: SECONDS } },
  'POST /api/sessions/:id/expect_moves/': { good: { before: 'open' }, bad: { before: [...RIGHT, 'move'] } },
  'POST /api/sessions/:id/warm_breakout/': { good: { breakout_id: null }, bad: { breakout_id: [...ID, undefined] } },
  'POST /api/sessions/:id/move/': { good: { breakout_id: null }, bad: { breakout_id: [...ID, undefined], tab: TAB } },
  'POST /api/sessions/:id/resolve_help/': { good: { breakout_id: 1 }, bad: { breakout_id: [null, ...ID, undefined] } },
  'POST /api/sessions/:id/announce/': {
    good: { text: 'Two more minutes', breakout_id: null },
    bad: { text: [...neededText, 'x'.repeat(4_001)], breakout_id: [...ID, undefined] },
  },
  'POST /api/sessions/:id/bring_breakout/': {
    good: { breakout_id: 1, what: ['board'] },
    bad: {
      breakout_id: [null, ...ID, undefined],
      what: [null, 'board', 1, {}, undefined, [], ['all'], [''], [1], [null]],
    },
  },
  'POST /api/sessions/:id/board/pages/': {
    good: { name: 'Proofs' },
    bad: { name: [...text, 'x'.repeat(61)] },
  },
  'PATCH /api/sessions/:id/board/pages/:page_id/': {
    good: { name: 'Proofs' },
    bad: { name: [...text, undefined, 'x'.repeat(61)] },
  },
  'POST /api/sessions/:id/board/lead/': { good: { on: false }, bad: { on: BOOLEAN } },
  'POST /api/sessions/:id/cohosts/': {
    good: { account_id: 1, on: false },
    bad: { account_id: [...ID, null, undefined], on: BOOLEAN },
  },
  'POST /api/sessions/:id/live_participants/:participant_id/mute/': {
    good: { source: 'camera' },
    bad: { source: [...RIGHT.slice(0, -1), 'screen'] },
    optional: true,
  },
  'POST /api/sessions/:id/live_participants/:participant_id/ask_unmute/': {
    good: { source: 'microphone' },
    bad: { source: [...RIGHT.slice(0, -1), 'screen'] },
    optional: true,
  },
  'PATCH /api/messages/:id/': { good: { text: 'Hello again' }, bad: { text: [...neededText, 'x'.repeat(4_001)] } },
  'POST /api/messages/:id/reactions/': {
    good: { emoji: '👍', on: false },
    bad: { emoji: EMOJI, on: BOOLEAN },
  },
  'POST /api/sessions/:id/lower_hand/': { good: { account_id: 1 }, bad: { account_id: [null, ...ID] }, optional: true },
  'POST /api/sessions/:id/give_word/': { good: { account_id: null }, bad: { account_id: ID }, optional: true },
  'POST /api/sessions/:id/reactions/': { good: { emoji: '👍' }, bad: { emoji: [...EMOJI, '🏴‍☠️'] } },
  'POST /api/sessions/:id/polls/': {
    good: { question: 'Ready?', options: ['Yes', 'No'] },
    bad: {
      question: [...neededText, 'x'.repeat(501)],
      options: [
        ...[null, 'Yes', {}, undefined, [], ['Yes'], ['Yes', 'Yes'], ['Yes', ' Yes '], ['Yes', ''], ['Yes', 1]],
        Array.from({ length: 11 }, (_, index) => `Option ${index}`),
        ['Yes', 'x'.repeat(201)],
        ['Yes', 'a\u0000b'],
      ],
      anonymous: BOOLEAN.slice(0, -1),
    },
  },
  'PATCH /api/recordings/:id/': {
    good: { title: 'The first half' },
    bad: {
      title: [...text, 'x'.repeat(201)],
      sharing: [
        ...[null, 'nobody', true, [], {}, { with: 'all' }, { with: null }, { downloads: true }],
        ...[
          { with: 'participants', until: 'tomorrow' },
          { with: 'participants', downloads: 'yes' },
        ],
      ],
      expires_at: TIME,
    },
  },
  'POST /api/sessions/:id/recording/markers/': {
    good: { label: 'Proofs' },
    bad: { label: [...text, 'x'.repeat(101)] },
    optional: true,
  },
  'PUT /api/sessions/:id/consent/': {
    good: { choice: 'recorded', hide_name: false },
    bad: { choice: [...RIGHT, 'yes', 'Recorded'], hide_name: BOOLEAN.slice(0, -1) },
  },
  'POST /api/polls/:id/vote/': { good: { option: 1 }, bad: { option: OPTION } },
};
