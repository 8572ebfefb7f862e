import { OVER, SessionStatus } from '@lectern/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasExpired, initialStatus, nextStatus, type SessionCommand, sessionCommands, timedEnd } from './lifecycle.ts';

/** The table of the design, written out a second time: every state and every command. `?` depends on the time. */
const table: Record<SessionStatus, Record<SessionCommand, SessionStatus | '?' | null>> = {
  pending_approval: {
    approve: '?',
    reject: 'cancelled',
    schedule: null,
    start: null,
    end: null,
    expire: null,
    cancel: 'cancelled',
  },
  approved: {
    approve: null,
    reject: null,
    schedule: 'scheduled',
    start: null,
    end: null,
    expire: null,
    cancel: 'cancelled',
  },
  scheduled: {
    approve: null,
    reject: null,
    schedule: null,
    start: 'ongoing',
    end: null,
    expire: 'expired',
    cancel: 'cancelled',
  },
  ongoing: {
    approve: null,
    reject: null,
    schedule: null,
    start: null,
    end: 'completed',
    expire: null,
    cancel: null,
  },
  completed: { approve: null, reject: null, schedule: null, start: null, end: null, expire: null, cancel: null },
  cancelled: { approve: null, reject: null, schedule: null, start: null, end: null, expire: null, cancel: null },
  expired: { approve: null, reject: null, schedule: null, start: null, end: null, expire: null, cancel: null },
};

const rows = SessionStatus.options.flatMap((status) =>
  sessionCommands.flatMap((command) => [true, false].map((has_time) => ({ status, command, has_time }))),
);

describe('nextStatus', () => {
  test.each(rows)('$status, $command (has a time: $has_time)', ({ status, command, has_time }) => {
    const expected = table[status][command];
    expect(nextStatus({ status, has_time }, command)).toBe(
      expected === '?' ? (has_time ? 'scheduled' : 'approved') : expected,
    );
  });

  test('no sequence of commands leaves the table, and nothing leads out of an end', () => {
    const start = fc.record({ has_time: fc.boolean(), needs_approval: fc.boolean() });
    fc.assert(
      fc.property(start, fc.array(fc.constantFrom(...sessionCommands), { maxLength: 30 }), (input, commands) => {
        let state = { status: initialStatus(input), has_time: input.has_time };
        for (const command of commands) {
          const next = nextStatus(state, command);
          if (OVER.includes(state.status)) expect(next).toBeNull();
          if (next === null) continue;
          expect(SessionStatus.options).toContain(next);
          expect(next).not.toBe(state.status);
          state = { status: next, has_time: state.has_time || command === 'schedule' };
          // Whatever has been scheduled has a time to start at.
          if (state.status === 'scheduled' || state.status === 'ongoing') expect(state.has_time).toBe(true);
        }
      }),
    );
  });
});

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

describe('hasExpired', () => {
  test('is at the planned end, not before', () => {
    const times = { scheduled_start: at(0), scheduled_end: at(60) };
    expect(hasExpired(times, at(59))).toBe(false);
    expect(hasExpired(times, at(60))).toBe(true);
  });

  test('without an end is twelve hours after the start', () => {
    const times = { scheduled_start: at(0), scheduled_end: null };
    expect(hasExpired(times, at(12 * 60 - 1))).toBe(false);
    expect(hasExpired(times, at(12 * 60))).toBe(true);
  });
});

describe('timedEnd', () => {
  test('is abandoned after a quarter of an hour with nobody there', () => {
    expect(timedEnd({ started_at: at(0), last_there: at(30) }, at(44))).toBeNull();
    expect(timedEnd({ started_at: at(0), last_there: at(30) }, at(45))).toBe('abandoned');
  });

  test('is at the limit after twelve hours, whoever is there', () => {
    expect(timedEnd({ started_at: at(0), last_there: at(12 * 60) }, at(12 * 60))).toBe('limit');
  });

  test('stays calm where the clock steps back', () => {
    expect(timedEnd({ started_at: at(10), last_there: at(20) }, at(5))).toBeNull();
  });
});
