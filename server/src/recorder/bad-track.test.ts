import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openClipShelf } from './clip-shelf.ts';
import { createFileTarget } from './clip-target.ts';
import { readManifest } from './manifest.ts';
import type { MediaEvents, MediaLink } from './media-link.ts';
import { createPermission } from './permission.ts';
import { createRecorder } from './recorder.ts';
import { now } from './recorder-clock.ts';

test('a track that cannot be written ends by itself, and the others are recorded', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-bad-track-'));
  const shelf = openClipShelf({
    ...{ folder, take: 1, reserveBytes: 1 },
    openTarget(file) {
      if (path.basename(file).startsWith('1.')) throw new RangeError('No such picture');
      return createFileTarget(file, 'wx');
    },
  });
  const people = [1, 2];
  const permission = createPermission(
    {
      ...{ seq: 0, phase: 'recording', agreed: new Set(people), breakouts: false },
      stays: new Map(people.map((account_id) => [account_id, { account_id, breakout_id: null }])),
    },
    now() - 1_000,
  );
  let events: MediaEvents | null = null;
  const link = (told: MediaEvents): MediaLink => {
    events = told;
    const nothing = () => undefined;
    return {
      subscribe: nothing,
      choose: nothing,
      askAgain: nothing,
      askKeyFrame: nothing,
      close: async () => undefined,
    };
  };
  const recorder = createRecorder({ shelf, permission, link, onDiskFull: () => undefined });
  const media = events as MediaEvents | null;
  const sid = (id: number) => `TR_${id}`;
  media?.tracks(
    people.map((account_id) => ({
      ...{ sid: sid(account_id), participant_sid: `PA_${account_id}`, account_id },
      ...{ source: 'microphone', muted: false },
    })),
  );
  const payloads = new Map([[111, { codec: 'opus', repeats: null }]]);
  media?.streams(people.map((ssrc) => ({ ssrc, rtx_ssrc: null, track_sid: sid(ssrc), payloads })));
  for (const ssrc of people) {
    const sound = { payload_type: 111, marker: false, seq: 1, timestamp: 0, payload: Buffer.of(0x78, 1) };
    media?.packet({ ssrc, ...sound, arrived: now() });
  }
  const told = async () =>
    (await readManifest(folder, 1)).map((line) => (line.kind === 'clip' ? line.account_id : line.kind));
  await expect.poll(told).toContain(2);
  await recorder.close('stopped');
  expect(await told()).toEqual(['take', 'trouble', 2, 'clip_ended', 'closed']);
  await rm(folder, { recursive: true });
});
