import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errors } from '@lectern/contract';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, PEOPLE, type Role, readAccessTable } from '#testing/access-table.ts';
import { type Cast, newCast, type Scene, stage } from '#testing/cast.ts';
import { SMALLEST_PNG } from '#testing/pictures.ts';
import { collectRoutes, type RegisteredRoute } from '#testing/route-list.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

/** Who may, route by route; a session's routes once more for a session that waits for an admin and is hidden. */
const TABLE = readAccessTable(`
# route                                       | session   | who and what
GET   /api/health/live/                       | -         | everybody 200
GET   /api/health/ready/                      | -         | everybody 200
GET   /api/openapi.json                       | -         | everybody 200
GET   /api/docs                               | -         | everybody 200
GET   /api/docs/json                          | -         | everybody 200
GET   /api/docs/yaml                          | -         | everybody 200
GET   /api/docs/static/index.html             | -         | everybody 302
GET   /api/docs/static/swagger-initializer.js | -         | everybody 200
GET   /api/docs/static/*                      | -         | everybody 200
GET   /api/site/                              | -         | everybody 200
PATCH /api/site/                              | -         | admin 200, others forbidden
POST  /api/site/demo/                         | -         | everybody site_not_empty

GET   /api/me/                                | -         | others 200
POST  /api/auth/sign-up/email                 | -         | everybody 200
POST  /api/auth/sign-in/username              | -         | everybody 200
POST  /api/auth/sign-in/email                 | -         | everybody 200
POST  /api/auth/sign-out                      | -         | others 200
POST  /api/auth/update-user                   | -         | others 200
POST  /api/auth/change-password               | -         | others 200

GET   /api/sessions/                          | -         | others 200
POST  /api/sessions/                          | -         | others 201
GET   /api/sessions/:id/                      | scheduled | others 200
GET   /api/sessions/:id/                      | hidden    | creator 200, admin 200, others session_not_found
PATCH /api/sessions/:id/                      | scheduled | creator 200, others forbidden
PATCH /api/sessions/:id/                      | hidden    | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/cancel/               | scheduled | creator 200, admin 200, others forbidden
POST  /api/sessions/:id/cancel/               | hidden    | creator 200, admin 200, others session_not_found
POST  /api/sessions/:id/approve/              | scheduled | admin session_not_pending_approval, others forbidden
POST  /api/sessions/:id/approve/              | hidden    | admin 200, creator forbidden, others session_not_found
POST  /api/sessions/:id/reject/               | scheduled | admin session_not_pending_approval, others forbidden
POST  /api/sessions/:id/reject/               | hidden    | admin 200, creator forbidden, others session_not_found

GET   /api/sessions/:id/bookings/             | scheduled | others 200
GET   /api/sessions/:id/bookings/             | hidden    | creator 200, admin 200, others session_not_found
POST  /api/sessions/:id/bookings/             | scheduled | stranger 201, admin 201, creator booking_own_session, others booking_exists
POST  /api/sessions/:id/bookings/             | hidden    | admin 201, creator booking_own_session, others session_not_found
# The booking is the pending one's.
POST  /api/bookings/:id/approve/              | scheduled | creator 200, pending forbidden, others booking_not_found
POST  /api/bookings/:id/reject/               | scheduled | creator 200, pending forbidden, others booking_not_found
POST  /api/bookings/:id/withdraw/             | scheduled | pending 200, creator forbidden, others booking_not_found

POST  /api/sessions/:id/start/                | scheduled | creator 200, others start_not_creator
POST  /api/sessions/:id/start/                | hidden    | creator start_not_scheduled, others start_not_creator
POST  /api/sessions/:id/end/                  | ongoing   | creator 200, others end_not_creator
POST  /api/sessions/:id/end/                  | hidden    | creator session_not_ongoing, others end_not_creator
POST  /api/sessions/:id/join_live/            | ongoing   | approved 200, creator already_in_session, others not_approved
POST  /api/sessions/:id/join_live/            | hidden    | others session_not_ongoing
POST  /api/sessions/:id/leave_live/           | joined    | others 200
POST  /api/sessions/:id/leave_live/           | hidden    | others 200
GET   /api/sessions/:id/live_participants/    | joined    | approved 200, creator 200, admin 200, others forbidden
GET   /api/sessions/:id/live_participants/    | hidden    | creator 200, admin 200, others forbidden
POST  /api/sessions/:id/live_participants/:participant_id/remove/ | joined | creator 200, others forbidden
POST  /api/sessions/:id/live_participants/:participant_id/remove/ | hidden | creator participant_not_found, admin forbidden, others session_not_found
PATCH /api/sessions/:id/moderation/           | scheduled | creator 200, others forbidden
PATCH /api/sessions/:id/moderation/           | joined    | creator 200, others forbidden
PATCH /api/sessions/:id/moderation/           | hidden    | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/exemptions/           | joined    | creator participant_not_found, others forbidden
POST  /api/sessions/:id/exemptions/           | hidden    | creator participant_not_found, admin forbidden, others session_not_found
POST  /api/sessions/:id/cohosts/              | joined    | creator cohost_not_approved, others forbidden
POST  /api/sessions/:id/cohosts/              | hidden    | creator cohost_not_approved, admin forbidden, others session_not_found
POST  /api/sessions/:id/mute_all/             | joined    | creator 200, others forbidden
POST  /api/sessions/:id/mute_all/             | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/live_participants/:participant_id/mute/ | joined | creator 200, others forbidden
POST  /api/sessions/:id/live_participants/:participant_id/mute/ | ongoing | creator participant_not_found, others forbidden
POST  /api/sessions/:id/live_participants/:participant_id/mute/ | hidden | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/live_participants/:participant_id/ask_unmute/ | joined | creator 200, others forbidden
POST  /api/sessions/:id/live_participants/:participant_id/ask_unmute/ | hidden | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/live_participants/:participant_id/stop_screen/ | joined | creator participant_not_found, others forbidden
POST  /api/sessions/:id/live_participants/:participant_id/stop_screen/ | hidden | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/share_screen/         | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/share_screen/         | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/stop_screen/          | joined    | others 200
POST  /api/sessions/:id/stop_screen/          | hidden    | creator 200, admin 200, others session_not_found
GET   /api/sessions/:id/attendance/           | joined    | approved 200, creator 200, admin 200, others forbidden
GET   /api/sessions/:id/attendance/           | hidden    | creator 200, admin 200, others session_not_found
GET   /api/sessions/:id/attendance.csv        | joined    | approved 200, creator 200, admin 200, others forbidden
GET   /api/sessions/:id/attendance.csv        | hidden    | creator 200, admin 200, others session_not_found
POST  /api/sessions/:id/media_token/          | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/media_token/          | ongoing   | creator 200, others not_in_session
POST  /api/sessions/:id/media_token/          | hidden    | creator not_in_session, admin not_in_session, others session_not_found
POST  /api/sessions/:id/media_changed/        | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/media_changed/        | hidden    | creator not_in_session, admin not_in_session, others session_not_found
POST  /api/sessions/:id/warm_media/           | scheduled | approved 200, creator 200, others not_approved
POST  /api/sessions/:id/warm_media/           | joined    | approved already_in_session, creator already_in_session, others not_approved
POST  /api/sessions/:id/warm_media/           | hidden    | creator session_not_ongoing, admin not_approved, others session_not_found
GET   /api/sessions/:id/view/                 | joined    | others 200
GET   /api/sessions/:id/view/                 | hidden    | creator 200, admin 200, others session_not_found
GET   /api/sessions/:id/events/               | joined    | others 200
GET   /api/sessions/:id/events/               | hidden    | creator 200, admin 200, others session_not_found

# What the room shares: for who is in it, and for the host. In the state "ongoing" the approved one waits outside.
POST  /api/sessions/:id/messages/             | joined    | approved 201, creator 201, others not_in_session
POST  /api/sessions/:id/messages/             | ongoing   | creator 201, others not_in_session
POST  /api/sessions/:id/messages/             | scheduled | others session_not_ongoing
POST  /api/sessions/:id/messages/             | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
GET   /api/sessions/:id/messages/             | joined    | approved 200, creator 200, others not_in_session
GET   /api/sessions/:id/messages/             | ongoing   | creator 200, others not_in_session
GET   /api/sessions/:id/messages/             | hidden    | creator 200, admin not_in_session, others session_not_found
PATCH /api/sessions/:id/chat/                 | joined    | creator 200, others forbidden
PATCH /api/sessions/:id/chat/                 | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/attachments/          | joined    | approved 201, creator 201, others not_in_session
POST  /api/sessions/:id/attachments/          | ongoing   | creator 201, others not_in_session
POST  /api/sessions/:id/attachments/          | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
# The message is the creator's, to everyone, with a file.
GET   /api/messages/:id/                      | joined    | approved 200, creator 200, others message_not_found
GET   /api/messages/:id/                      | ongoing   | creator 200, others message_not_found
PATCH /api/messages/:id/                      | joined    | creator 200, approved forbidden, others message_not_found
DELETE /api/messages/:id/                     | joined    | creator 200, approved forbidden, others message_not_found
POST  /api/messages/:id/reactions/            | joined    | approved 200, creator 200, others message_not_found
GET   /api/attachments/:id/                   | joined    | approved 200, creator 200, others attachment_not_found
GET   /api/attachments/:id/                   | ongoing   | creator 200, others attachment_not_found
POST  /api/sessions/:id/raise_hand/           | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/raise_hand/           | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/lower_hand/           | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/lower_hand/           | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/lower_all_hands/      | joined    | creator 200, others forbidden
POST  /api/sessions/:id/lower_all_hands/      | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/give_word/            | joined    | creator nobody_waits, others forbidden
POST  /api/sessions/:id/give_word/            | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/end_word/             | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/end_word/             | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/reactions/            | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/reactions/            | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/polls/                | joined    | creator 201, others forbidden
POST  /api/sessions/:id/polls/                | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
GET   /api/sessions/:id/polls/                | joined    | approved 200, creator 200, others not_in_session
GET   /api/sessions/:id/polls/                | hidden    | creator 200, admin not_in_session, others session_not_found
POST  /api/polls/:id/vote/                    | joined    | approved 200, creator 200, others poll_not_found
POST  /api/polls/:id/vote/                    | ongoing   | creator 200, others poll_not_found
POST  /api/polls/:id/close/                   | joined    | creator 200, approved forbidden, others poll_not_found
POST  /api/polls/:id/show/                    | joined    | creator 200, approved forbidden, others poll_not_found

# The board. Before the start it is the host's alone; the page is its first, the file the creator's.
POST  /api/sessions/:id/board/pages/          | joined    | approved 201, creator 201, others not_in_session
POST  /api/sessions/:id/board/pages/          | ongoing   | creator 201, others not_in_session
POST  /api/sessions/:id/board/pages/          | scheduled | creator 201, others session_not_ongoing
POST  /api/sessions/:id/board/pages/          | hidden    | creator 201, admin session_not_ongoing, others session_not_found
PATCH /api/sessions/:id/board/pages/:page_id/ | joined    | approved 200, creator 200, others not_in_session
PATCH /api/sessions/:id/board/pages/:page_id/ | scheduled | creator 200, others session_not_ongoing
PATCH /api/sessions/:id/board/pages/:page_id/ | hidden    | creator 200, admin session_not_ongoing, others session_not_found
DELETE /api/sessions/:id/board/pages/:page_id/ | joined   | creator last_page, others forbidden
DELETE /api/sessions/:id/board/pages/:page_id/ | hidden   | creator last_page, admin forbidden, others session_not_found
POST  /api/sessions/:id/board/pages/:page_id/clear/   | joined | creator 200, others forbidden
POST  /api/sessions/:id/board/pages/:page_id/clear/   | scheduled | creator 200, others forbidden
POST  /api/sessions/:id/board/pages/:page_id/clear/   | hidden | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/board/pages/:page_id/restore/ | joined | creator nothing_to_restore, others forbidden
POST  /api/sessions/:id/board/pages/:page_id/restore/ | hidden | creator nothing_to_restore, admin forbidden, others session_not_found
POST  /api/sessions/:id/board/pages/:page_id/open/    | joined | creator 200, others forbidden
POST  /api/sessions/:id/board/pages/:page_id/open/    | hidden | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/board/lead/           | joined    | creator 200, others forbidden
POST  /api/sessions/:id/board/lead/           | scheduled | creator session_not_ongoing, others forbidden
POST  /api/sessions/:id/board/lead/           | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/board/files/          | joined    | approved 201, creator 201, others not_in_session
POST  /api/sessions/:id/board/files/          | ongoing   | creator 201, others not_in_session
POST  /api/sessions/:id/board/files/          | scheduled | creator 201, others session_not_ongoing
POST  /api/sessions/:id/board/files/          | hidden    | creator 201, admin session_not_ongoing, others session_not_found
GET   /api/sessions/:id/board/files/:file_id/ | joined    | approved 200, creator 200, others board_file_not_found
GET   /api/sessions/:id/board/files/:file_id/ | ongoing   | creator 200, others board_file_not_found

# Breakouts. In the state "joined" there is one, which is not open.
GET   /api/sessions/:id/breakouts/            | joined    | others 200
GET   /api/sessions/:id/breakouts/            | hidden    | creator 200, admin 200, others session_not_found
POST  /api/sessions/:id/breakouts/            | scheduled | creator 201, others forbidden
POST  /api/sessions/:id/breakouts/            | joined    | creator 201, others forbidden
POST  /api/sessions/:id/breakouts/            | hidden    | creator 201, admin forbidden, others session_not_found
PATCH /api/sessions/:id/breakouts/:breakout_id/ | joined  | creator 200, others forbidden
PATCH /api/sessions/:id/breakouts/:breakout_id/ | hidden  | creator breakout_not_found, admin forbidden, others session_not_found
DELETE /api/sessions/:id/breakouts/:breakout_id/ | joined | creator 200, others forbidden
DELETE /api/sessions/:id/breakouts/:breakout_id/ | hidden | creator breakout_not_found, admin forbidden, others session_not_found
PATCH /api/sessions/:id/breakout_settings/    | scheduled | creator 200, others forbidden
PATCH /api/sessions/:id/breakout_settings/    | hidden    | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/assign_breakouts/     | joined    | creator 200, others forbidden
POST  /api/sessions/:id/assign_breakouts/     | hidden    | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/distribute_breakouts/ | joined    | creator 200, others forbidden
POST  /api/sessions/:id/distribute_breakouts/ | hidden    | creator no_breakouts, admin forbidden, others session_not_found
GET   /api/sessions/:id/earlier_breakouts/    | joined    | creator 200, others forbidden
GET   /api/sessions/:id/earlier_breakouts/    | hidden    | creator 200, admin forbidden, others session_not_found
POST  /api/sessions/:id/copy_breakouts/       | joined    | creator session_not_found, others forbidden
POST  /api/sessions/:id/copy_breakouts/       | hidden    | creator session_not_found, admin forbidden, others session_not_found
POST  /api/sessions/:id/open_breakouts/       | joined    | creator 200, others forbidden
POST  /api/sessions/:id/open_breakouts/       | scheduled | creator session_not_ongoing, others forbidden
POST  /api/sessions/:id/open_breakouts/       | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/time_breakouts/       | joined    | creator breakouts_not_open, others forbidden
POST  /api/sessions/:id/time_breakouts/       | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/expect_moves/         | joined    | creator 200, others forbidden
POST  /api/sessions/:id/expect_moves/         | scheduled | creator session_not_ongoing, others forbidden
POST  /api/sessions/:id/expect_moves/         | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/warm_breakout/        | joined    | approved already_in_session, creator already_in_session, others not_in_session
POST  /api/sessions/:id/warm_breakout/        | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/move/                 | joined    | approved 200, creator 200, others not_in_session
POST  /api/sessions/:id/move/                 | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/ask_help/             | joined    | approved breakouts_not_open, creator breakouts_not_open, others not_in_session
POST  /api/sessions/:id/ask_help/             | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found
POST  /api/sessions/:id/resolve_help/         | joined    | creator breakouts_not_open, others forbidden
POST  /api/sessions/:id/resolve_help/         | hidden    | creator session_not_ongoing, admin session_not_ongoing, others session_not_found

POST  /api/sessions/:id/announce/             | joined    | creator breakouts_not_open, others forbidden
POST  /api/sessions/:id/announce/             | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/bring_breakout/       | joined    | creator breakout_not_found, others forbidden
POST  /api/sessions/:id/bring_breakout/       | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found

# In the state "joined" it is not being recorded yet; the approved one was asked, the creator runs it.
POST  /api/sessions/:id/recording/start/      | joined    | creator 201, others forbidden
POST  /api/sessions/:id/recording/start/      | scheduled | creator session_not_ongoing, others forbidden
POST  /api/sessions/:id/recording/start/      | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/recording/pause/      | joined    | creator not_recording, others forbidden
POST  /api/sessions/:id/recording/pause/      | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/recording/resume/     | joined    | creator not_recording, others forbidden
POST  /api/sessions/:id/recording/resume/     | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/recording/stop/       | joined    | creator not_recording, others forbidden
POST  /api/sessions/:id/recording/stop/       | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
POST  /api/sessions/:id/recording/markers/    | joined    | creator not_recording, others forbidden
POST  /api/sessions/:id/recording/markers/    | hidden    | creator session_not_ongoing, admin forbidden, others session_not_found
PUT   /api/sessions/:id/consent/              | joined    | approved 200, creator 200, others not_approved
PUT   /api/sessions/:id/consent/              | scheduled | approved 200, creator 200, others not_approved
PUT   /api/sessions/:id/consent/              | hidden    | creator 200, admin not_approved, others session_not_found

GET   /api/recordings/                        | -         | others 200
GET   /api/sessions/:id/recordings/           | joined    | others 200
GET   /api/sessions/:id/recordings/           | hidden    | creator 200, admin 200, others session_not_found
# The recording is ready, and shared with the participants; downloads are not.
PATCH /api/recordings/:id/                    | joined    | creator 200, admin 200, approved forbidden, others recording_not_found
DELETE /api/recordings/:id/                   | joined    | creator 200, admin 200, approved forbidden, others recording_not_found
POST  /api/recordings/:id/retry/              | joined    | creator recording_not_failed, admin recording_not_failed, approved forbidden, others recording_not_found
GET   /api/recordings/:id/                    | joined    | approved 200, creator 200, admin 200, others recording_not_found
GET   /api/recordings/:id/replay/             | joined    | approved 200, creator 200, admin 200, others recording_not_found
GET   /api/recordings/:id/clips/:clip_id/     | joined    | approved 200, creator 200, admin 200, others recording_not_found
GET   /api/recordings/:id/board/:page_id/     | joined    | approved 200, creator 200, admin 200, others recording_not_found
GET   /api/recordings/:id/board/files/:file_id/ | joined  | approved 200, creator 200, admin 200, others recording_not_found
GET   /api/recordings/:id/poster/             | joined    | approved not_found, creator not_found, admin not_found, others recording_not_found
GET   /api/recordings/:id/downloads/          | joined    | creator 200, admin 200, approved forbidden, others recording_not_found
POST  /api/recordings/:id/downloads/:kind/    | joined    | creator 202, admin 202, approved forbidden, others recording_not_found
GET   /api/recordings/:id/downloads/:kind/    | joined    | creator download_not_ready, admin download_not_ready, approved forbidden, others recording_not_found
GET   /api/recordings/:id/tracks/:clip_id/    | joined    | creator 200, admin 200, approved forbidden, others recording_not_found
GET   /api/recordings/:id/chat.txt            | joined    | creator 200, admin 200, approved forbidden, others recording_not_found
GET   /api/recordings/:id/attendance.csv      | joined    | creator 200, admin 200, approved forbidden, others recording_not_found

# For LiveKit and for whoever holds a media token; a sign-in is neither.
POST  /api/livekit/webhook                    | -         | everybody not_authenticated
GET   /livekit                                | -         | everybody not_authenticated
GET   /livekit/*                              | -         | everybody not_authenticated
`);

/** Rows that use up the sign-in or the password of who tries them. */
const USES_UP = ['POST /api/auth/sign-out', 'POST /api/auth/change-password'];

let t: TestApp;
let cast: Cast;
let routes: RegisteredRoute[];
beforeAll(async () => {
  routes = await collectRoutes(async () => {
    t = await buildTestApp();
  });
  cast = await newCast(t);
});
afterAll(() => t.close());

let fresh = 0;

function bodyFor(name: string, person: Person | null): unknown {
  fresh += 1;
  const known = person ?? cast.stranger;
  const bodies: Record<string, unknown> = {
    'PATCH /api/site/': { sessions_need_approval: false },
    'POST /api/auth/sign-up/email': {
      email: `fresh${fresh}@example.org`,
      password: 'a password that is long',
      username: `fresh${fresh}`,
      first_name: 'Fresh',
    },
    'POST /api/auth/sign-in/username': { username: known.username, password: known.password },
    'POST /api/auth/sign-in/email': { email: `${known.username}@example.org`, password: known.password },
    'POST /api/auth/update-user': { first_name: 'New', last_name: 'Name' },
    'POST /api/auth/change-password': { currentPassword: known.password, newPassword: 'another long password' },
    'POST /api/sessions/:id/messages/': { text: 'Good morning' },
    'PATCH /api/sessions/:id/chat/': { open: false },
    'PATCH /api/sessions/:id/moderation/': { door_open: true },
    'POST /api/sessions/:id/exemptions/': { account_id: cast.stranger.id, right: 'chat', on: true },
    'POST /api/sessions/:id/cohosts/': { account_id: cast.stranger.id, on: true },
    'POST /api/sessions/:id/attachments/': 'The text of a file',
    'POST /api/sessions/:id/board/pages/': { name: 'Proofs' },
    'PATCH /api/sessions/:id/board/pages/:page_id/': { name: 'Proofs' },
    'POST /api/sessions/:id/board/lead/': { on: true },
    'POST /api/sessions/:id/board/files/': SMALLEST_PNG,
    'POST /api/sessions/:id/breakouts/': { names: ['Room 1', 'Room 2'] },
    'PATCH /api/sessions/:id/breakouts/:breakout_id/': { name: 'Room 3' },
    'PATCH /api/sessions/:id/breakout_settings/': { may_choose: true },
    'POST /api/sessions/:id/assign_breakouts/': { assignments: [{ account_id: cast.stranger.id, breakout_id: null }] },
    'POST /api/sessions/:id/distribute_breakouts/': { how: 'random' },
    'POST /api/sessions/:id/copy_breakouts/': { from_session_id: 2_000_000_000 },
    'POST /api/sessions/:id/open_breakouts/': { seconds: null },
    'POST /api/sessions/:id/time_breakouts/': { seconds: 60 },
    'POST /api/sessions/:id/expect_moves/': { before: 'open' },
    'POST /api/sessions/:id/warm_breakout/': { breakout_id: null },
    'POST /api/sessions/:id/move/': { breakout_id: null },
    'POST /api/sessions/:id/resolve_help/': { breakout_id: 1 },
    'POST /api/sessions/:id/announce/': { text: 'Two more minutes', breakout_id: null },
    'POST /api/sessions/:id/bring_breakout/': { breakout_id: 2_000_000_000, what: ['board'] },
    'PATCH /api/messages/:id/': { text: 'Good evening' },
    'POST /api/messages/:id/reactions/': { emoji: '👍', on: true },
    'POST /api/sessions/:id/reactions/': { emoji: '👍' },
    'POST /api/sessions/:id/polls/': { question: 'Ready?', options: ['Yes', 'No'] },
    'POST /api/polls/:id/vote/': { option: 0 },
    'POST /api/sessions/:id/recording/markers/': { label: 'Proofs' },
    'PUT /api/sessions/:id/consent/': { choice: 'not_recorded', hide_name: true },
    'PATCH /api/recordings/:id/': { title: 'The first half' },
    'POST /api/sessions/': { title: 'Geometry' },
    'PATCH /api/sessions/:id/': { title: 'Geometry' },
  };
  return bodies[name];
}

function urlFor(url: string, scene: Scene): string {
  const things = [
    ['/api/bookings/', scene.booking_id],
    ['/api/messages/', scene.message_id],
    ['/api/attachments/', scene.attachment_id],
    ['/api/polls/', scene.poll_id],
    ['/api/recordings/', scene.recording_id],
  ] as const;
  const [, id] = things.find(([path]) => url.startsWith(path)) ?? ['', scene.id];
  return url
    .replace('/static/*', '/static/swagger-ui.css')
    .replace('*', 'rtc')
    .replace(':participant_id', String(scene.participant_id))
    .replace(':breakout_id', String(scene.breakout_id))
    .replace(':page_id', String(scene.page_id))
    .replace(':clip_id', String(scene.clip_id))
    .replace(':file_id', scene.file_id)
    .replace(':kind', 'video')
    .replace(':id', String(id))
    .replace(/(attachments|files)\/$/, '$1/?name=notes.txt');
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function split(name: string): [method: (typeof METHODS)[number], url: string] {
  const [word = '', url = ''] = name.split(' ');
  const method = METHODS.find((one) => one === word);
  if (!method) throw new Error(`The table has no ${word} yet`);
  return [method, url];
}

function outcomeOf(answer: LightMyRequestResponse): Outcome {
  if (answer.statusCode < 400) return answer.statusCode;
  const { error, code } = answer.json<{ error: string; code: keyof typeof errors }>();
  expect({ status: answer.statusCode, sentence: error }).toEqual(errors[code]);
  return code;
}

describe('who may', () => {
  test.each(TABLE)('$name, session $state', async ({ name, state, outcomes }) => {
    const [method, url] = split(name);
    const people = USES_UP.includes(name) ? await newCast(t) : cast;
    const seen: Partial<Record<Role, Outcome>> = {};
    for (const role of PEOPLE) {
      const scene = await stage(t, people, state);
      const person = people[role];
      const body = bodyFor(name, person);
      const type: Record<string, string> =
        typeof body === 'string' || body instanceof Buffer ? { 'content-type': 'application/octet-stream' } : {};
      seen[role] = outcomeOf(await t.request(person, method, urlFor(url, scene), body, type));
    }
    expect(seen).toEqual(outcomes);
  });

  test('the table has every route, and none that there is not', () => {
    const registered = routes.filter(({ method }) => method !== 'HEAD').map(({ name }) => name);
    expect([...new Set(TABLE.map(({ name }) => name))].sort()).toEqual([...new Set(registered)].sort());
  });

  test('a HEAD is only ever the head of a GET, with its answer', async () => {
    const names = routes.map(({ name }) => name);
    const scene = await stage(t, cast, 'joined');
    for (const { url } of routes.filter(({ method }) => method === 'HEAD')) {
      expect(names).toContain(`GET ${url}`);
      for (const person of [cast['signed out'], cast.stranger]) {
        const [head, get] = await Promise.all(
          (['HEAD', 'GET'] as const).map((method) => t.request(person, method, urlFor(url, scene))),
        );
        expect(head?.statusCode, url).toBe(get?.statusCode);
        expect(head?.body).toBe('');
      }
    }
  });

  test('the web app adds pages to read and nothing under /api', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'lectern-web-'));
    await writeFile(path.join(dir, 'index.html'), 'the page');
    const added = await collectRoutes(async () => {
      const second = await buildSecondApp(t, { webDir: dir });
      expect((await second.inject('/sessions/1/live')).body).toBe('the page');
      expect((await second.inject('/api/nothing')).statusCode).toBe(401);
      expect((await second.inject('/..%2f..%2fetc%2fpasswd')).body).toBe('the page');
      await second.close();
    });
    const known = new Set(routes.map(({ name }) => name));
    for (const { name, method, url } of added.filter((route) => !known.has(route.name))) {
      expect(['GET', 'HEAD'], name).toContain(method);
      expect(url).not.toMatch(/^\/(api|livekit)/);
    }
    await rm(dir, { recursive: true });
  });

  test('an address written in another way is no way around the sign-in', async () => {
    for (const url of [
      '/%61pi/me/',
      '//api/me/',
      '/api//me/',
      '/API/me/',
      '/api/./me/',
      '/x/../api/me/',
      '/api/me/.',
    ]) {
      const answer = await t.request(null, 'GET', url);
      expect([401, 404], url).toContain(answer.statusCode);
      expect(Object.keys(errors)).toContain(answer.json().code);
    }
  });
});
