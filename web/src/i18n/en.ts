import { firstFailures } from './first-failures.ts';
import { hands } from './hands-texts.ts';
import { live } from './live-texts.ts';

/** Every visible word that is not a person's own, except those of parts that load later: see the add-…-texts.ts beside this. */
export const en = {
  lectern: 'Lectern',
  tabTitle: '{{name}} · Lectern',
  loading: 'Loading',
  back: 'Back',
  tryAgain: 'Try again',
  toSessions: 'To the sessions',
  copied: 'Copied',
  dismiss: 'Close this notice',
  failures: firstFailures,
  failureRequest: '(Request {{id}})',
  fieldFailures: {
    title: 'Give it a title of 1 to 200 characters.',
    description: 'Keep it to 10,000 characters.',
    scheduled_start: 'Choose a time that is still to come.',
    scheduled_end: 'Choose a time after the start that is still to come.',
    capacity: 'Choose a whole number from 1 to 10,000.',
    keep_recordings_days: 'Choose a whole number of days from 1 to 3,650, or leave it empty.',
    first_name: 'Give a name of 1 to 80 characters.',
    last_name: 'Keep it to 80 characters.',
    username: 'Choose 3 to 30 letters, digits, dots or underscores.',
    email: 'Give a complete e-mail address.',
    password: 'Choose 8 to 128 characters.',
  },
  crash: {
    heading: 'This page could not be shown',
    text: 'It may have been updated since you opened it. Loading it again usually helps.',
    reload: 'Load again',
  },
  shell: {
    skip: 'Skip to the content',
    nav: 'Account',
    signIn: 'Sign in',
    recordings: 'Recordings',
    toDark: 'Switch to dark',
    toLight: 'Switch to light',
  },
  link: { lost: 'The connection to the server is lost. What you see may be out of date; it comes back by itself.' },
  notFound: { title: 'There is nothing here', text: 'The address may be mistyped, or what was here is gone.' },
  session: {
    by: 'with {{name}}',
    start: 'Start Session',
  },
  ...live,
  ...hands,
} as const;
