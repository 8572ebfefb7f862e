import type {
  BoardFileType,
  ClipSource,
  ConsentChoice,
  DownloadFailure,
  DownloadKind,
  LeaveReason,
  LockableRight,
  RecordingFailure,
  RecordingPhase,
  RecordingStopReason,
  Right,
  ScreenSharing,
} from '@lectern/contract';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
const id = () => integer('id').primaryKey().generatedAlwaysAsIdentity();

/** A person who can sign in. The first three tables and `verification` are better-auth's, under the glossary's names. */
export const account = pgTable(
  'account',
  {
    id: integer('id').primaryKey().generatedByDefaultAsIdentity(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    username: text('username').notNull().unique(),
    first_name: text('first_name').notNull(),
    last_name: text('last_name').notNull().default(''),
    /** Set by a trigger: true for the first account of the site. */
    is_admin: boolean('is_admin').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [check('account_username_not_empty', sql`${table.username} <> ''`)],
);

/** One browser signed in to one account. */
export const signIn = pgTable(
  'sign_in',
  {
    id: integer('id').primaryKey().generatedByDefaultAsIdentity(),
    token: text('token').notNull().unique(),
    userId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('sign_in_account').on(table.userId)],
);

/** A way to prove who one is: here a password. */
export const credential = pgTable(
  'credential',
  {
    id: integer('id').primaryKey().generatedByDefaultAsIdentity(),
    userId: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    accountId: text('provider_account_id').notNull(),
    providerId: text('provider_id').notNull(),
    password: text('password'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('credential_account').on(table.userId)],
);

export const verification = pgTable('verification', {
  id: integer('id').primaryKey().generatedByDefaultAsIdentity(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** One row: what an admin has chosen for the whole site. */
export const site = pgTable(
  'site',
  {
    id: smallint('id').primaryKey().default(1),
    sessions_need_approval: boolean('sessions_need_approval').notNull().default(false),
    /** For how many days recordings are kept; null: until somebody deletes them. */
    keep_recordings_days: integer('keep_recordings_days'),
  },
  (table) => [check('site_one_row', sql`${table.id} = 1`)],
);

export const sessionStatus = pgEnum('session_status', [
  'pending_approval',
  'approved',
  'scheduled',
  'ongoing',
  'completed',
  'cancelled',
  'expired',
]);

export const session = pgTable(
  'session',
  {
    id: id(),
    creator_id: integer('creator_id')
      .notNull()
      .references(() => account.id),
    title: text('title').notNull(),
    description: text('description').notNull(),
    status: sessionStatus('status').notNull(),
    /** False until an admin has approved it, where the site wants that; one that never was stays unknown to others. */
    is_public: boolean('is_public').notNull().default(true),
    scheduled_start: instant('scheduled_start'),
    scheduled_end: instant('scheduled_end'),
    capacity: integer('capacity'),
    created_at: instant('created_at').notNull(),
    started_at: instant('started_at'),
    ended_at: instant('ended_at'),
    /** In a closed chat only the host writes. */
    chat_open: boolean('chat_open').notNull().default(true),
    /** Through a closed door nobody new comes in. */
    door_open: boolean('door_open').notNull().default(true),
    /** What only hosts and who is exempt may use. */
    locks: text('locks').array().$type<LockableRight[]>().notNull().default([]),
    screen_sharing: text('screen_sharing').$type<ScreenSharing>().notNull().default('one'),
    /** Who has been given the word. */
    word_account_id: integer('word_account_id').references(() => account.id),
    /** The page of the board that a host turned to last; null: the first. */
    open_page_id: integer('open_page_id').references((): AnyPgColumn => boardPage.id, { onDelete: 'set null' }),
    /** Whose board the others' follow. */
    lead_account_id: integer('lead_account_id').references(() => account.id),
    record_from_start: boolean('record_from_start').notNull().default(false),
    breakouts_may_choose: boolean('breakouts_may_choose').notNull().default(false),
    breakouts_may_return: boolean('breakouts_may_return').notNull().default(true),
    /** A recording goes on in the breakouts too. */
    breakouts_recorded: boolean('breakouts_recorded').notNull().default(false),
    /** Null while they are not open. */
    breakouts_opened_at: instant('breakouts_opened_at'),
    /** Null: until a host closes them. */
    breakouts_ends_at: instant('breakouts_ends_at'),
    /** When they were closed last: who is still in one is brought back a little later. */
    breakouts_closed_at: instant('breakouts_closed_at'),
    /** For how many days its recordings are kept; null: as long as the site keeps them. */
    keep_recordings_days: integer('keep_recordings_days'),
    /** The number of the last event of this session. */
    last_seq: integer('last_seq').notNull().default(0),
    /** What lists are ordered by. */
    listed_at: instant('listed_at').notNull().generatedAlwaysAs(sql`coalesce(scheduled_start, created_at)`),
  },
  (table) => [
    index('session_creator').on(table.creator_id),
    index('session_listed').on(table.listed_at, table.id),
    index('session_watched').on(table.status).where(sql`${table.status} in ('scheduled', 'ongoing')`),
    check('session_capacity_positive', sql`${table.capacity} > 0`),
    check('session_breakouts_end', sql`${table.breakouts_ends_at} is null or ${table.breakouts_opened_at} is not null`),
    check('session_breakouts_ongoing', sql`${table.breakouts_opened_at} is null or ${table.status} = 'ongoing'`),
    check('session_end_after_start', sql`${table.scheduled_end} > ${table.scheduled_start}`),
    check('session_scheduled_has_time', sql`${table.status} <> 'scheduled' or ${table.scheduled_start} is not null`),
    check('session_ongoing_has_start', sql`${table.status} <> 'ongoing' or ${table.started_at} is not null`),
    check('session_completed_has_end', sql`${table.status} <> 'completed' or ${table.ended_at} is not null`),
  ],
);

/** A smaller room inside a session. One that was removed keeps what was said and drawn in it. */
export const breakout = pgTable(
  'breakout',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    name: text('name').notNull(),
    removed_at: instant('removed_at'),
    /** Who asks the hosts to come, and since when; null: nobody. */
    help_account_id: integer('help_account_id').references(() => account.id),
    help_asked_at: instant('help_asked_at'),
    /** As of the session for the main room. */
    word_account_id: integer('word_account_id').references(() => account.id),
    open_page_id: integer('open_page_id').references((): AnyPgColumn => boardPage.id, { onDelete: 'set null' }),
    lead_account_id: integer('lead_account_id').references(() => account.id),
  },
  (table) => [index('breakout_session').on(table.session_id, table.id)],
);

/** Which breakout somebody is to go to. */
export const breakoutAssignment = pgTable(
  'breakout_assignment',
  {
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    breakout_id: integer('breakout_id')
      .notNull()
      .references(() => breakout.id),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.account_id] }),
    index('breakout_assignment_breakout').on(table.breakout_id),
  ],
);

/** Who was ever in a breakout: they may read what is left of it once the session is over. */
export const breakoutVisit = pgTable(
  'breakout_visit',
  {
    breakout_id: integer('breakout_id')
      .notNull()
      .references(() => breakout.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
  },
  (table) => [primaryKey({ columns: [table.breakout_id, table.account_id] })],
);

export const bookingStatus = pgEnum('booking_status', ['pending', 'approved', 'rejected', 'withdrawn']);

export const booking = pgTable(
  'booking',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    status: bookingStatus('status').notNull(),
    message: text('message').notNull(),
    created_at: instant('created_at').notNull(),
    decided_at: instant('decided_at'),
    is_cohost: boolean('is_cohost').notNull().default(false),
  },
  (table) => [
    check('booking_cohost_is_approved', sql`not ${table.is_cohost} or ${table.status} = 'approved'`),
    uniqueIndex('booking_one_per_account').on(table.session_id, table.account_id),
    index('booking_account').on(table.account_id),
  ],
);

/** One stay of one account in the live room. */
export const liveSessionParticipant = pgTable(
  'live_session_participant',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    joined_at: instant('joined_at').notNull(),
    left_at: instant('left_at'),
    /** Why it ended; null while it lasts. */
    left_reason: text('left_reason').$type<LeaveReason>(),
    /** The browser tab that holds the stay; null for a client that names none. */
    tab: text('tab'),
    audio_enabled: boolean('audio_enabled').notNull().default(false),
    video_enabled: boolean('video_enabled').notNull().default(false),
    /** Since when this person may send a screen; null where not. */
    screen_since: instant('screen_since'),
    /** Which breakout this person is in; null: the main room. Kept after the end: who comes back, comes back there. */
    breakout_id: integer('breakout_id').references(() => breakout.id),
    /** Called to another room, and not gone there yet; `called_to_id` null: to the main room. */
    is_called: boolean('is_called').notNull().default(false),
    called_to_id: integer('called_to_id').references(() => breakout.id),
    /** When a connection of this person was last there; null until the first. */
    seen_at: instant('seen_at'),
    /** Whether that was a browser's socket, which then decides who has vanished, or only the media engine. */
    seen_by: text('seen_by').$type<'socket' | 'media'>(),
  },
  (table) => [
    uniqueIndex('live_session_participant_one_active')
      .on(table.session_id, table.account_id)
      .where(sql`${table.left_at} is null`),
    check('live_session_participant_called', sql`${table.is_called} or ${table.called_to_id} is null`),
    index('live_session_participant_session').on(table.session_id, table.account_id, table.id),
  ],
);

/** What one person may use although it is locked. */
export const exemption = pgTable(
  'exemption',
  {
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    right: text('right').$type<Right>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.account_id, table.right] })],
);

export const eventAudience = pgEnum('event_audience', [
  'public',
  'everyone',
  'hosts',
  'account',
  'room',
  'private',
  'self',
  'breakout',
]);

/** The log: one row for each fact, numbered without gaps per session. */
export const sessionEvent = pgTable(
  'session_event',
  {
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    type: text('type').notNull(),
    actor_id: integer('actor_id').references(() => account.id),
    audience: eventAudience('audience').notNull(),
    /** The one account of the audiences `account`, `private` and `self`. */
    audience_account_id: integer('audience_account_id').references(() => account.id),
    /** The breakout of the audiences `room`, `private` and `breakout`; null: the main room. */
    audience_breakout_id: integer('audience_breakout_id').references(() => breakout.id),
    data: jsonb('data').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.seq] }),
    check(
      'session_event_audience_account',
      sql`(${table.audience}::text in ('account', 'private', 'self')) = (${table.audience_account_id} is not null)`,
    ),
  ],
);

export const chatMessage = pgTable(
  'chat_message',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    /** Null: in the main room. */
    breakout_id: integer('breakout_id').references(() => breakout.id),
    announcement: boolean('announcement').notNull().default(false),
    /** Null: to everyone. */
    to_account_id: integer('to_account_id').references(() => account.id),
    /** Empty once the message was deleted. */
    text: text('text').notNull(),
    reply_to_id: integer('reply_to_id').references((): AnyPgColumn => chatMessage.id),
    /** The accounts that the text names. */
    mentions: integer('mentions').array().notNull().default([]),
    sent_at: instant('sent_at').notNull(),
    edited_at: instant('edited_at'),
    deleted_at: instant('deleted_at'),
  },
  (table) => [index('chat_message_session').on(table.session_id, table.id)],
);

export const chatReaction = pgTable(
  'chat_reaction',
  {
    id: id(),
    message_id: integer('message_id')
      .notNull()
      .references(() => chatMessage.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    emoji: text('emoji').notNull(),
  },
  (table) => [uniqueIndex('chat_reaction_once').on(table.message_id, table.account_id, table.emoji)],
);

/** A file that was uploaded for a message; its bytes lie in a file of their own. */
export const attachment = pgTable(
  'attachment',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    /** Null until the message is sent. */
    message_id: integer('message_id').references(() => chatMessage.id),
    /** The name people gave it; it is never the name of a file on disk. */
    name: text('name').notNull(),
    media_type: text('media_type').notNull(),
    size: integer('size').notNull(),
    /** The name of the file on disk: random. */
    stored_as: text('stored_as').notNull(),
    created_at: instant('created_at').notNull(),
  },
  (table) => [
    index('attachment_message').on(table.message_id),
    index('attachment_unsent').on(table.created_at).where(sql`${table.message_id} is null`),
  ],
);

/** A raised hand; the ids give the order of the queue. */
export const hand = pgTable(
  'hand',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    /** In which room; null: the main room. */
    breakout_id: integer('breakout_id').references(() => breakout.id),
    raised_at: instant('raised_at').notNull(),
  },
  (table) => [uniqueIndex('hand_once').on(table.session_id, table.account_id)],
);

export const pollStatus = pgEnum('poll_status', ['open', 'closed', 'shown']);

export const poll = pgTable(
  'poll',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    question: text('question').notNull(),
    options: text('options').array().notNull(),
    anonymous: boolean('anonymous').notNull(),
    status: pollStatus('status').notNull(),
    opened_at: instant('opened_at').notNull(),
  },
  (table) => [index('poll_session').on(table.session_id, table.id)],
);

export const pollVote = pgTable(
  'poll_vote',
  {
    id: id(),
    poll_id: integer('poll_id')
      .notNull()
      .references(() => poll.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    option: smallint('option').notNull(),
  },
  (table) => [uniqueIndex('poll_vote_once').on(table.poll_id, table.account_id)],
);

/** One sheet of a room's board; what is drawn on it is a document of its own. There is always one. */
export const boardPage = pgTable(
  'board_page',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    /** Of this room's board; null: of the main room's. */
    breakout_id: integer('breakout_id').references(() => breakout.id),
    /** Empty: shown by its place. */
    name: text('name').notNull(),
    /** How many clearings were begun: the last one's number. */
    clears: integer('clears').notNull().default(0),
    /** The clearing that can still be taken back; null: none. */
    cleared: integer('cleared'),
  },
  (table) => [index('board_page_session').on(table.session_id, table.id)],
);

/** A picture for the board; its bytes lie in a file of the same name. */
export const boardFile = pgTable(
  'board_file',
  {
    id: uuid('id').primaryKey(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    /** The name people gave it; it is never the name of a file on disk. */
    name: text('name').notNull(),
    media_type: text('media_type').$type<BoardFileType>().notNull(),
    size: integer('size').notNull(),
    created_at: instant('created_at').notNull(),
  },
  (table) => [index('board_file_session').on(table.session_id)],
);

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** What people edit together by Yjs: a page of the board, or the notes. Made when it is first opened. */
export const document = pgTable(
  'document',
  {
    /** `page/<page_id>`, `notes/<session_id>` or `notes/<session_id>/<breakout_id>`. */
    name: text('name').primaryKey(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    /** The number of its last update. */
    seq: integer('seq').notNull().default(0),
    /** What its updates come to. */
    bytes: integer('bytes').notNull().default(0),
    /** The recording that keeps what is changed in it now. Read in the statement that appends, whose row lock makes it exact. */
    recording_id: integer('recording_id').references((): AnyPgColumn => recording.id, { onDelete: 'set null' }),
  },
  (table) => [index('document_session').on(table.session_id)],
);

/** What has been changed in a document, in the order in which it was taken; older ones are merged into one. */
export const documentUpdate = pgTable(
  'document_update',
  {
    document_name: text('document_name')
      .notNull()
      .references(() => document.name, { onDelete: 'cascade' }),
    /** The number of the update, or of the last that was merged into it. */
    seq: integer('seq').notNull(),
    data: bytes('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.document_name, table.seq] })],
);

export const recordingState = pgEnum('recording_state', ['recording', 'processing', 'ready', 'failed', 'expired']);

/** What was captured of a session. Its files lie in a folder named by its id. */
export const recording = pgTable(
  'recording',
  {
    id: id(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    title: text('title').notNull().default(''),
    state: recordingState('state').notNull(),
    /** While it is being captured; null afterwards. */
    phase: text('phase').$type<RecordingPhase>(),
    failure: text('failure').$type<RecordingFailure>(),
    stopped: text('stopped').$type<RecordingStopReason>(),
    interruptions: integer('interruptions').notNull().default(0),
    requested_at: instant('requested_at').notNull(),
    started_at: instant('started_at'),
    ended_at: instant('ended_at'),
    duration_ms: integer('duration_ms'),
    size: bigint('size', { mode: 'number' }),
    has_poster: boolean('has_poster').notNull().default(false),
    expires_at: instant('expires_at'),
    shared_with: text('shared_with').$type<'nobody' | 'participants'>().notNull().default('nobody'),
    shared_until: instant('shared_until'),
    downloads_shared: boolean('downloads_shared').notNull().default(false),
    /** Somebody has deleted it; the row goes once its files are gone. */
    deleted_at: instant('deleted_at'),
    /** Where its files are: the recordings' folder, or the bucket. */
    kept_in: text('kept_in').$type<'folder' | 'bucket'>().notNull().default('folder'),
    /** The recorders of a recording are numbered: a take is what one of them wrote. */
    take: integer('take').notNull().default(0),
    /** When the recorder of this take last said that it lives; null: none has begun, or it closed in good order. */
    recorder_seen_at: instant('recorder_seen_at'),
    /** Who spoke when: account, from and to in recorded milliseconds, and the breakout where it was not in the main room. */
    spoke: jsonb('spoke')
      .$type<[account_id: number, from_ms: number, to_ms: number, breakout_id?: number][]>()
      .notNull()
      .default([]),
  },
  (table) => [
    uniqueIndex('recording_one_live').on(table.session_id).where(sql`${table.state} = 'recording'`),
    index('recording_session').on(table.session_id, table.id),
    index('recording_unfinished').on(table.state).where(sql`${table.state} in ('recording', 'processing')`),
    check('recording_phase', sql`(${table.state} = 'recording') = (${table.phase} is not null)`),
  ],
);

/** A stretch of one person's sound or picture: one file. Times are recorded time: milliseconds without the pauses. */
export const recordingClip = pgTable(
  'recording_clip',
  {
    id: id(),
    recording_id: integer('recording_id')
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    /** In which room it was captured; null: the main room. */
    breakout_id: integer('breakout_id').references(() => breakout.id),
    source: text('source').$type<ClipSource>().notNull(),
    media_type: text('media_type').notNull(),
    /** Below the recording's folder. */
    file: text('file').notNull(),
    /** Where the file's own time 0 lies. */
    from_ms: doublePrecision('from_ms').notNull(),
    to_ms: doublePrecision('to_ms').notNull(),
    width: integer('width'),
    height: integer('height'),
    size: bigint('size', { mode: 'number' }).notNull(),
  },
  (table) => [index('recording_clip_recording').on(table.recording_id, table.from_ms)],
);

/** What was drawn on a page while it was recorded: made into one file when the recording is finished. */
export const recordedUpdate = pgTable(
  'recorded_update',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    recording_id: integer('recording_id')
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    document_name: text('document_name').notNull(),
    at: instant('at').notNull(),
    data: bytes('data').notNull(),
  },
  (table) => [index('recorded_update_recording').on(table.recording_id, table.id)],
);

/** A page of the board in a recording, and the file of what was drawn on it. Times are recorded milliseconds. */
export const recordingPage = pgTable(
  'recording_page',
  {
    recording_id: integer('recording_id')
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    page_id: integer('page_id').notNull(),
    file: text('file').notNull(),
    from_ms: doublePrecision('from_ms').notNull(),
    to_ms: doublePrecision('to_ms').notNull(),
    size: integer('size').notNull(),
  },
  (table) => [primaryKey({ columns: [table.recording_id, table.page_id] })],
);

/** A file that is composed of a recording on demand. */
export const recordingDownload = pgTable(
  'recording_download',
  {
    recording_id: integer('recording_id')
      .notNull()
      .references(() => recording.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<DownloadKind>().notNull(),
    state: text('state').$type<'waiting' | 'composing' | 'ready' | 'failed'>().notNull(),
    /** Percent. */
    progress: smallint('progress').notNull().default(0),
    failure: text('failure').$type<DownloadFailure>(),
    /** Below the recording's folder; null until it is ready. */
    file: text('file'),
    size: bigint('size', { mode: 'number' }),
    requested_at: instant('requested_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.recording_id, table.kind] })],
);

/** What people decided about being recorded. Who has no row is not recorded. */
export const recordingConsent = pgTable(
  'recording_consent',
  {
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    choice: text('choice').$type<ConsentChoice>().notNull(),
    hide_name: boolean('hide_name').notNull(),
    chosen_at: instant('chosen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.account_id] })],
);

/** A running server of this site, and when it last said so. */
export const serverInstance = pgTable('server_instance', {
  id: text('id').primaryKey(),
  seen_at: instant('seen_at').notNull(),
});

/** Where a browser's connection is in a session now, whichever server it is on. Gone with its server. */
export const presence = pgTable(
  'presence',
  {
    server_id: text('server_id')
      .notNull()
      .references(() => serverInstance.id, { onDelete: 'cascade' }),
    socket_id: text('socket_id').notNull(),
    session_id: integer('session_id')
      .notNull()
      .references(() => session.id),
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id),
    place: text('place').$type<'waiting' | 'live'>().notNull(),
    hidden: boolean('hidden').notNull(),
    since: instant('since').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.server_id, table.socket_id, table.session_id] }),
    index('presence_session').on(table.session_id),
  ],
);

/** Secrets that all servers of a site must share; where there is one server only, they are in its data folder. */
export const sharedSecret = pgTable('shared_secret', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});

/** The first answer to a request that named an Idempotency-Key, for a retry to get again. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    account_id: integer('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    /** A hash of route and input: the same key for something else is refused. */
    request_hash: text('request_hash').notNull(),
    answer: jsonb('answer'),
    created_at: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.account_id, table.key] }),
    index('idempotency_key_age').on(table.created_at),
  ],
);
