import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
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
    check('session_end_after_start', sql`${table.scheduled_end} > ${table.scheduled_start}`),
    check('session_scheduled_has_time', sql`${table.status} <> 'scheduled' or ${table.scheduled_start} is not null`),
    check('session_ongoing_has_start', sql`${table.status} <> 'ongoing' or ${table.started_at} is not null`),
    check('session_completed_has_end', sql`${table.status} <> 'completed' or ${table.ended_at} is not null`),
  ],
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
  },
  (table) => [
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
    audio_enabled: boolean('audio_enabled').notNull().default(false),
    video_enabled: boolean('video_enabled').notNull().default(false),
    /** When a connection of this person was last there; null until the first. */
    seen_at: instant('seen_at'),
    /** Whether that was a browser's socket, which then decides who has vanished, or only the media engine. */
    seen_by: text('seen_by').$type<'socket' | 'media'>(),
  },
  (table) => [
    uniqueIndex('live_session_participant_one_active')
      .on(table.session_id, table.account_id)
      .where(sql`${table.left_at} is null`),
    index('live_session_participant_session').on(table.session_id),
  ],
);

export const eventAudience = pgEnum('event_audience', ['public', 'everyone', 'hosts', 'account']);

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
    /** The one account of audience `account`. */
    audience_account_id: integer('audience_account_id').references(() => account.id),
    data: jsonb('data').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.seq] }),
    check(
      'session_event_audience_account',
      sql`(${table.audience} = 'account') = (${table.audience_account_id} is not null)`,
    ),
  ],
);

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
