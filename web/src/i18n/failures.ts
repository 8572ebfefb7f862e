import type { FailureCode } from '#api/api-error.ts';

/** A text for every way a request can fail: what it means for the reader, and where there is one, what to do. */
export const failures = {
  unreachable: 'The server cannot be reached. Check your connection and try again.',

  not_authenticated: 'You are not signed in any more. Sign in and try again.',
  wrong_origin: 'This page is not served from the address the server knows. Open Lectern by its own address.',
  forbidden: 'You are not allowed to do this.',
  not_found: 'This does not exist, or not any more.',
  account_not_created: 'No account can be created with this username or e-mail address. Try others, or sign in.',
  sign_in_failed: 'The username, e-mail address or password is not right.',
  password_wrong: 'Your current password is not right.',
  auth_failed: 'This could not be done with your account. Sign out, sign in again and retry.',

  invalid_input: 'Some of what you entered is not right. Look at the marked fields.',
  malformed_body: 'The request could not be read. Load the page again and retry.',
  body_too_large: 'That is more text than can be sent at once. Shorten it and try again.',
  unsupported_media_type: 'The request could not be read. Load the page again and retry.',
  idempotency_key_reused: 'This was sent before with other contents. Load the page again and retry.',
  too_many_requests: 'That was too often in a short time. Wait a minute and try again.',

  session_not_found: 'There is no such session.',
  session_over: 'The session is over and cannot be changed any more.',
  session_not_pending_approval: 'The session is not waiting for approval any more.',
  session_not_cancellable: 'The session can no longer be cancelled.',
  session_needs_start: 'A scheduled session needs a start time.',
  session_running: 'The session is running: its times stay as they are.',
  capacity_below_approved: 'More people are approved already than that number of places.',

  start_not_creator: 'Only the person who created the session can start it.',
  start_not_scheduled: 'The session cannot be started now. Give it a time first, or see whether it runs already.',
  end_not_creator: 'Only the person who created the session can end it.',
  session_not_ongoing: 'The session is not running at the moment.',
  not_approved: 'You can join once the instructor has approved your request.',
  already_in_session: 'You are in this session already, in another tab or on another device.',
  not_in_session: 'You are not in this session at the moment. Join it again.',
  session_full: 'All places in this session are taken.',

  booking_not_found: 'This request does not exist any more.',
  booking_exists: 'You have already asked to join this session.',
  booking_own_session: 'This is your own session: you do not need to ask.',
  bookings_closed: 'This session takes no more requests.',
  booking_wrong_state: 'This request was decided in the meantime. The list shows how.',

  site_not_empty: 'This site has data already, so the demo was not added. Sign in instead.',

  service_unavailable: 'The server is not ready at the moment. It usually is again within seconds.',
  internal_error: 'Something went wrong on the server. Try again in a moment.',
} as const satisfies Record<FailureCode, string>;
