import { RecordingPhase } from '@lectern/contract';
import { expect, test } from 'vitest';
import { hasRecorder, LOST_AFTER, nextPhase, type PhaseCommand, phaseCommands } from './lifecycle.ts';

/** Written out a second time: every phase and every command; a dash: nothing happens. */
const table: Record<RecordingPhase, Record<PhaseCommand, RecordingPhase | '-'>> = {
  starting: { pause: 'paused', resume: '-', begin: 'recording', interrupt: '-' },
  recording: { pause: 'paused', resume: '-', begin: '-', interrupt: 'interrupted' },
  paused: { pause: '-', resume: 'recording', begin: '-', interrupt: '-' },
  interrupted: { pause: 'paused', resume: '-', begin: 'recording', interrupt: '-' },
};

test.each(RecordingPhase.options.flatMap((phase) => phaseCommands.map((command) => ({ phase, command }))))(
  '$phase, $command',
  ({ phase, command }) => {
    const said = table[phase][command];
    expect(nextPhase(phase, command)).toBe(said === '-' ? phase : said);
  },
);

test('a recorder is at work as long as it says so', () => {
  const at = new Date('2026-05-01T10:00:00Z');
  const seen = (ago: number) => ({ recorder_seen_at: new Date(at.getTime() - ago) });
  expect(hasRecorder(seen(0), at)).toBe(true);
  expect(hasRecorder(seen(LOST_AFTER - 1), at)).toBe(true);
  expect(hasRecorder(seen(LOST_AFTER), at)).toBe(false);
  expect(hasRecorder({ recorder_seen_at: null }, at)).toBe(false);
});
