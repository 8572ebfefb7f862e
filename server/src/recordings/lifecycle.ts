import type { RecordingPhase } from '@lectern/contract';

/** begin and interrupt are the recorders', the others the hosts'. */
export const phaseCommands = ['pause', 'resume', 'begin', 'interrupt'] as const;
export type PhaseCommand = (typeof phaseCommands)[number];

/**
 * What the phase of a running recording becomes. Where it stays the same nothing has happened: whoever asks twice is not
 * wrong. A recorder that begins in a pause writes nothing before the pause is over.
 */
const TABLE: Record<RecordingPhase, Record<PhaseCommand, RecordingPhase>> = {
  starting: { pause: 'paused', resume: 'starting', begin: 'recording', interrupt: 'starting' },
  recording: { pause: 'paused', resume: 'recording', begin: 'recording', interrupt: 'interrupted' },
  paused: { pause: 'paused', resume: 'recording', begin: 'paused', interrupt: 'paused' },
  interrupted: { pause: 'paused', resume: 'interrupted', begin: 'recording', interrupt: 'interrupted' },
};

export function nextPhase(phase: RecordingPhase, command: PhaseCommand): RecordingPhase {
  return TABLE[phase][command];
}

/** A recorder that has not said for so long that it lives counts as lost, in milliseconds. */
export const LOST_AFTER = 5_000;

/** Whether a recorder is at work: it said so a moment ago, and has not closed. */
export function hasRecorder({ recorder_seen_at }: { recorder_seen_at: Date | null }, at: Date): boolean {
  return recorder_seen_at !== null && at.getTime() - recorder_seen_at.getTime() < LOST_AFTER;
}
