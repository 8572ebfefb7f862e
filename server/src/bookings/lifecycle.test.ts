import { BookingStatus } from '@lectern/contract';
import { describe, expect, test } from 'vitest';
import { bookingCommands, nextBookingStatus } from './lifecycle.ts';

const allowed: Record<string, BookingStatus> = {
  'none request': 'pending',
  'withdrawn request': 'pending',
  'pending approve': 'approved',
  'pending reject': 'rejected',
  'pending withdraw': 'withdrawn',
  'approved reject': 'rejected',
  'approved withdraw': 'withdrawn',
  'rejected approve': 'approved',
};

describe('nextBookingStatus', () => {
  for (const status of [null, ...BookingStatus.options]) {
    test.each([...bookingCommands])(`${status ?? 'none'} %s`, (command) => {
      expect(nextBookingStatus(status, command)).toBe(allowed[`${status ?? 'none'} ${command}`] ?? null);
    });
  }
});
