import { z } from 'zod';

/** All codes. By themselves, as a browser needs the codes and not the sentences. */
export const errorCodes = [
  'not_authenticated',
  'wrong_origin',
  'forbidden',
  'not_found',
  'account_not_created',
  'sign_in_failed',
  'password_wrong',
  'auth_failed',
  'invalid_input',
  'malformed_body',
  'body_too_large',
  'unsupported_media_type',
  'idempotency_key_reused',
  'too_many_requests',
  'session_not_found',
  'session_over',
  'session_not_pending_approval',
  'session_not_cancellable',
  'session_needs_start',
  'session_running',
  'capacity_below_approved',
  'start_not_creator',
  'start_not_scheduled',
  'end_not_creator',
  'session_not_ongoing',
  'not_approved',
  'already_in_session',
  'not_in_session',
  'in_session_elsewhere',
  'participant_not_found',
  'session_full',
  'door_closed',
  'right_locked',
  'screen_locked',
  'screen_taken',
  'hands_locked',
  'cohost_not_approved',
  'chat_closed',
  'message_not_found',
  'message_deleted',
  'not_with_host',
  'recipient_not_here',
  'reply_elsewhere',
  'too_many_reactions',
  'attachment_not_found',
  'attachment_empty',
  'attachment_too_large',
  'attachment_type',
  'storage_full',
  'nobody_waits',
  'poll_not_found',
  'poll_wrong_state',
  'poll_no_such_option',
  'too_many_polls',
  'board_locked',
  'page_not_found',
  'too_many_pages',
  'last_page',
  'nothing_to_restore',
  'board_file_not_found',
  'board_file_too_large',
  'board_file_type',
  'too_many_board_files',
  'breakout_not_found',
  'breakouts_not_open',
  'breakouts_open',
  'no_breakouts',
  'too_many_breakouts',
  'breakout_not_empty',
  'breakout_not_yours',
  'must_stay',
  'not_assignable',
  'in_breakout',
  'booking_not_found',
  'booking_exists',
  'booking_own_session',
  'bookings_closed',
  'booking_wrong_state',
  'recording_not_found',
  'already_recording',
  'not_recording',
  'recording_running',
  'recording_not_ready',
  'recording_not_failed',
  'download_not_ready',
  'recording_expired',
  'site_not_empty',
  'service_unavailable',
  'internal_error',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/**
 * Every error the server can answer with, once: its HTTP status and its sentence.
 * The sentences of the live endpoints and the bookings are fixed by the API contract, to the letter.
 */
export const errors = {
  // Who are you, and may you
  not_authenticated: { status: 401, sentence: 'Authentication credentials were not provided.' },
  wrong_origin: { status: 403, sentence: 'This request came from another site' },
  forbidden: { status: 403, sentence: 'You are not allowed to do this' },
  not_found: { status: 404, sentence: 'Not found' },
  account_not_created: { status: 400, sentence: 'An account with this username or e-mail address cannot be created' },
  sign_in_failed: { status: 401, sentence: 'Username or password is wrong' },
  password_wrong: { status: 400, sentence: 'The current password is wrong' },
  auth_failed: { status: 400, sentence: 'This could not be done with your account' },

  // Input
  invalid_input: { status: 400, sentence: 'Some of what was sent is not valid' },
  malformed_body: { status: 400, sentence: 'The body of the request could not be read' },
  body_too_large: { status: 413, sentence: 'The body of the request is too large' },
  unsupported_media_type: { status: 415, sentence: 'The body of the request must be JSON' },
  idempotency_key_reused: { status: 409, sentence: 'This Idempotency-Key was used for a different request' },
  too_many_requests: { status: 429, sentence: 'Too many requests, please wait a moment' },

  // Sessions
  session_not_found: { status: 404, sentence: 'Session not found' },
  session_over: { status: 400, sentence: 'Session is over and cannot be changed' },
  session_not_pending_approval: { status: 400, sentence: 'Session is not waiting for approval' },
  session_not_cancellable: { status: 400, sentence: 'Session can no longer be cancelled' },
  session_needs_start: { status: 400, sentence: 'A scheduled session needs a start time' },
  session_running: { status: 400, sentence: 'The times of a running session cannot be changed' },
  capacity_below_approved: { status: 400, sentence: 'More participants are approved than this capacity allows' },

  // Live
  start_not_creator: { status: 403, sentence: 'Only the session creator can start the session' },
  start_not_scheduled: { status: 400, sentence: 'Session must be scheduled to start' },
  end_not_creator: { status: 403, sentence: 'Only the session creator can end the session' },
  session_not_ongoing: { status: 400, sentence: 'Session is not currently ongoing' },
  not_approved: { status: 403, sentence: 'You must be an approved participant to join' },
  already_in_session: { status: 400, sentence: 'You are already in this live session' },
  not_in_session: { status: 403, sentence: 'You are not in this live session' },
  in_session_elsewhere: { status: 403, sentence: 'You are in this live session in another tab or on another device' },
  participant_not_found: { status: 404, sentence: 'Participant not found' },
  session_full: { status: 400, sentence: 'Session is full' },

  // Moderation
  door_closed: { status: 403, sentence: 'The door is closed' },
  right_locked: { status: 403, sentence: 'This is locked for this person' },
  screen_locked: { status: 403, sentence: 'Screen sharing is locked' },
  screen_taken: { status: 409, sentence: 'Somebody else is sharing a screen' },
  hands_locked: { status: 403, sentence: 'Raising hands is locked' },
  cohost_not_approved: { status: 400, sentence: 'Only an approved participant can be a co-host' },

  // Chat
  chat_closed: { status: 403, sentence: 'The chat is closed' },
  message_not_found: { status: 404, sentence: 'Message not found' },
  message_deleted: { status: 400, sentence: 'This message was deleted' },
  not_with_host: { status: 403, sentence: 'A private message goes between the instructor and one person' },
  recipient_not_here: { status: 400, sentence: 'This person is not in the room' },
  reply_elsewhere: { status: 400, sentence: 'Only a message of the same conversation can be answered' },
  too_many_reactions: { status: 400, sentence: 'This message has as many different reactions as it can have' },
  attachment_not_found: { status: 404, sentence: 'File not found' },
  attachment_empty: { status: 400, sentence: 'The file is empty' },
  attachment_too_large: { status: 413, sentence: 'A file can have 25 MB at most' },
  attachment_type: { status: 415, sentence: 'Files of this type cannot be sent' },
  storage_full: { status: 507, sentence: 'There is no space left to store this' },

  // Hands
  nobody_waits: { status: 400, sentence: 'No hand is raised' },

  // Polls
  poll_not_found: { status: 404, sentence: 'Poll not found' },
  poll_wrong_state: { status: 400, sentence: 'This cannot be done with the poll any more' },
  poll_no_such_option: { status: 400, sentence: 'The poll has no such option' },
  too_many_polls: { status: 400, sentence: 'This session has as many polls as it can have' },

  // Board
  board_locked: { status: 403, sentence: 'Drawing on the board is locked' },
  page_not_found: { status: 404, sentence: 'Page not found' },
  too_many_pages: { status: 400, sentence: 'This board has as many pages as it can have' },
  last_page: { status: 400, sentence: 'The last page of a board cannot be removed' },
  nothing_to_restore: { status: 400, sentence: 'This page has no clearing that could be taken back' },
  board_file_not_found: { status: 404, sentence: 'Picture not found' },
  board_file_too_large: { status: 413, sentence: 'A picture can have 25 MB at most' },
  board_file_type: { status: 415, sentence: 'Only pictures can be put on the board' },
  too_many_board_files: { status: 400, sentence: 'This board has as many pictures as it can have' },

  // Breakouts
  breakout_not_found: { status: 404, sentence: 'Room not found' },
  breakouts_not_open: { status: 400, sentence: 'The rooms are not open' },
  breakouts_open: { status: 400, sentence: 'This cannot be done while the rooms are open' },
  no_breakouts: { status: 400, sentence: 'There are no rooms to open' },
  too_many_breakouts: { status: 400, sentence: 'This session has as many rooms as it can have' },
  breakout_not_empty: { status: 400, sentence: 'Somebody is in this room' },
  breakout_not_yours: { status: 403, sentence: 'You are not assigned to this room' },
  must_stay: { status: 403, sentence: 'The host wants everybody to stay in their room' },
  not_assignable: { status: 400, sentence: 'Only approved participants who are not hosts can be assigned to a room' },
  in_breakout: { status: 400, sentence: 'This is done in the main room' },

  // Bookings
  booking_not_found: { status: 404, sentence: 'Booking not found' },
  booking_exists: { status: 400, sentence: 'You have already requested to join this session' },
  booking_own_session: { status: 400, sentence: 'You are the creator of this session' },
  bookings_closed: { status: 400, sentence: 'Session is not open for requests' },
  booking_wrong_state: { status: 400, sentence: 'This request has already been decided' },

  // Recordings
  recording_not_found: { status: 404, sentence: 'Recording not found' },
  already_recording: { status: 400, sentence: 'The session is being recorded already' },
  not_recording: { status: 400, sentence: 'The session is not being recorded' },
  recording_running: { status: 400, sentence: 'This recording has not been stopped yet' },
  recording_not_ready: { status: 400, sentence: 'This recording is not ready' },
  recording_not_failed: { status: 400, sentence: 'Only a recording that failed can be tried again' },
  download_not_ready: { status: 400, sentence: 'This file has not been made yet' },
  recording_expired: { status: 400, sentence: 'The time of this recording has run out' },

  // Site
  site_not_empty: { status: 409, sentence: 'The site already has data' },

  // Trouble
  service_unavailable: { status: 503, sentence: 'The service is not available right now, please try again' },
  internal_error: { status: 500, sentence: 'Something went wrong on our side' },
} as const satisfies Record<ErrorCode, { status: number; sentence: string }>;

/** The body of every answer that is not a success. */
export const ErrorBody = z
  .object({
    error: z.string(),
    code: z.enum(errorCodes),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;
