import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { type BreakoutClass, newBreakoutClass, succeed } from '#testing/breakout-class.ts';
import { createHandClock, type HandClock } from '#testing/hand-clock.ts';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';
import { BROUGHT_BACK_AFTER } from './run-service.ts';

let t: TestApp;
let at: HandClock;
let c: BreakoutClass;
beforeAll(async () => {
  t = await buildTestApp();
  at = createHandClock(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  c = await newBreakoutClass(t);
});

describe('opening', () => {
  test('calls whoever is assigned, and leaves all where they are until they go', async () => {
    const { host, amir, lotte, noor, one, two } = c;
    succeed(await c.assign([amir, one], [lotte, two]));
    expect((await c.view(noor)).breakouts).toBeNull();
    succeed(await c.open(600));
    expect(await c.where(host, amir, lotte, noor)).toEqual([null, [null, one], [null, two], null]);
    expect((await c.view(noor)).breakouts).toMatchObject({
      rooms: [{ name: 'Red' }, { name: 'Blue' }],
      opened_at: t.clock.now.toISOString(),
      ends_at: new Date(t.clock.now.getTime() + 600_000).toISOString(),
    });
    await c.go(amir, one);
    expect(await c.where(amir)).toEqual([one]);
    await expect.poll(() => c.heardIn(amir)).toEqual(['one']);
  });

  test('is refused without rooms, and twice', async () => {
    succeed(await c.open());
    expectError(await c.open(), 'breakouts_open');
    for (const room of [c.one, c.two]) succeed(await c.send(c.host, 'DELETE', `breakouts/${room}`));
    succeed(await c.time(0));
    expectError(await c.open(), 'no_breakouts');
  });

  test('again while somebody is still on the way back leaves nobody called to where they are not wanted', async () => {
    const { host, amir, lotte, one, two } = c;
    succeed(await c.assign([amir, one], [lotte, two]));
    succeed(await c.open());
    for (const [person, room] of [
      [amir, one],
      [lotte, two],
      [host, two],
    ] as const)
      await c.go(person, room);
    succeed(await c.time(0));
    succeed(await c.assign([lotte, one]));
    succeed(await c.open());
    expect(await c.where(host, amir, lotte)).toEqual([two, one, [two, one]]);
    t.clock.forward(BROUGHT_BACK_AFTER);
    await at.tick();
    expect(await c.where(host, amir, lotte)).toEqual([two, one, [two, one]]);
  });
});

describe('reassigning while open', () => {
  test('calls to the new room, and to the main room who is in none any more', async () => {
    const { amir, lotte, one, two } = c;
    succeed(await c.assign([amir, one], [lotte, one]));
    succeed(await c.open());
    await c.go(amir, one);
    succeed(await c.assign([amir, two], [lotte, null]));
    expect(await c.where(amir, lotte)).toEqual([[one, two], null]);
    succeed(await c.assign([amir, null]));
    expect(await c.where(amir)).toEqual([[one, null]]);
    succeed(await c.assign([amir, one]));
    expect(await c.where(amir)).toEqual([one]);
  });

  test('to the room somebody is assigned to and went away from calls them there again', async () => {
    const { amir, one } = c;
    succeed(await c.assign([amir, one]));
    succeed(await c.open());
    await c.go(amir, one);
    await c.go(amir, null);
    const { seq } = await c.view(c.host);
    succeed(await c.assign([amir, one]));
    expect(await c.where(amir)).toEqual([[null, one]]);
    succeed(await c.assign([amir, one]));
    expect(await c.typesSince(seq)).toEqual(['breakouts.assigned']);
  });
});

describe('going', () => {
  test('a connection beforehand has no rights, and the one before is whole until the move', async () => {
    const { amir, one } = c;
    succeed(await c.assign([amir, one]));
    succeed(await c.open());
    const { token, breakout_id } = succeed(await c.post(amir, 'warm_breakout', { breakout_id: one }));
    expect(breakout_id).toBe(one);
    t.media.connect(token);
    await at.tick();
    expect(await c.heardIn(amir)).toEqual(['main', 'one*']);
    const { media } = succeed(await c.move(amir, one));
    expect(await t.media.inspect(media.token)).toMatchObject({ breakout_id: one, has_rights: true });
    await expect.poll(() => c.heardIn(amir)).toEqual(['one']);
  });

  test('who is assigned connects before the rooms are open, and back to the main room before they close', async () => {
    const { host, amir, one } = c;
    succeed(await c.send(host, 'PATCH', 'breakout_settings', { may_return: false }));
    succeed(await c.assign([amir, one]));
    t.media.connect(succeed(await c.post(amir, 'warm_breakout', { breakout_id: one })).token);
    await at.tick();
    await at.closeStrayRooms();
    expect(await c.heardIn(amir)).toEqual(['main', 'one*']);
    succeed(await c.open());
    succeed(await c.move(amir, one));
    await expect.poll(() => c.heardIn(amir)).toEqual(['one']);
    t.media.connect(succeed(await c.post(amir, 'warm_breakout', { breakout_id: null })).token);
    await at.tick();
    expect(await c.heardIn(amir)).toEqual(['main*', 'one']);
    succeed(await c.time(0));
    succeed(await c.move(amir, null));
    await expect.poll(() => c.heardIn(amir)).toEqual(['main']);
    // Opened again soon after: what is tidied up then is not what waits.
    t.media.connect(succeed(await c.post(amir, 'warm_breakout', { breakout_id: one })).token);
    t.clock.forward(BROUGHT_BACK_AFTER);
    await at.tick();
    expect(await c.heardIn(amir)).toEqual(['main', 'one*']);
  });

  test('to where one may not go is refused beforehand too, and changes nothing', async () => {
    const { host, amir, lotte, one, two } = c;
    succeed(await c.send(host, 'PATCH', 'breakout_settings', { may_return: false }));
    succeed(await c.assign([amir, one]));
    expectError(await c.move(amir, one), 'breakouts_not_open');
    expectError(await c.post(amir, 'warm_breakout', { breakout_id: two }), 'breakouts_not_open');
    succeed(await c.open());
    await c.go(amir, one);
    const { seq } = await c.view(host);
    for (const url of ['warm_breakout', 'move']) {
      expectError(await c.post(amir, url, { breakout_id: two }), 'breakout_not_yours');
      expectError(await c.post(lotte, url, { breakout_id: one }), 'breakout_not_yours');
      expectError(await c.post(host, url, { breakout_id: 2_000_000 }), 'breakout_not_found');
    }
    expectError(await c.move(amir, null), 'must_stay');
    expectError(await c.post(amir, 'warm_breakout', { breakout_id: one }), 'already_in_session');
    expect(succeed(await c.move(amir, one)).media).toMatchObject({ breakout_id: one });
    expect((await c.view(host)).seq).toBe(seq);
    expect(await c.heardIn(amir)).toEqual(['one']);
  });

  test('leaves hand, word, lead and screen behind', async () => {
    const { host, amir, one } = c;
    succeed(await c.send(host, 'PATCH', 'breakout_settings', { may_choose: true }));
    succeed(await c.open());
    succeed(await c.post(host, 'give_word', { account_id: amir.id }));
    for (const url of ['raise_hand', 'share_screen']) succeed(await c.post(amir, url));
    succeed(await c.post(host, 'board/lead', { on: true }));
    const { seq } = await c.view(host);
    await c.go(amir, one);
    const left = ['hand.lowered', 'word.ended', 'screen.stopped', 'participant.moved'];
    expect(await c.typesSince(seq)).toEqual(left);
    expect((await c.view(host)).room).toMatchObject({ hands: [], word: null, board: { led_by: { id: host.id } } });
    await c.go(host, one);
    expect((await c.view(c.lotte)).room?.board.led_by).toBeNull();
    expect((await c.view(host)).room).toMatchObject({ breakout_id: one, hands: [], board: { led_by: null } });
  });

  test('goes from the tab that holds the stay, and from no other', async () => {
    const { amir, one } = c;
    succeed(await c.post(amir, 'media_token', { tab: 'the-first-tab' }));
    succeed(await c.assign([amir, one]));
    succeed(await c.open());
    expectError(await c.post(amir, 'move', { breakout_id: one, tab: 'another-tab' }), 'in_session_elsewhere');
    expect(await c.where(amir)).toEqual([[null, one]]);
    succeed(await c.post(amir, 'move', { breakout_id: one, tab: 'the-first-tab' }));
  });

  test('is made where the media engine is away, and followed by the engine once it is back', async () => {
    const { amir, one } = c;
    succeed(await c.assign([amir, one]));
    succeed(await c.open());
    t.media.connect(succeed(await c.post(amir, 'warm_breakout', { breakout_id: one })).token);
    t.media.setAway(true);
    succeed(await c.move(amir, one));
    t.media.setAway(false);
    expect(await c.heardIn(amir)).toEqual(['main', 'one*']);
    await at.tick();
    expect(await c.heardIn(amir)).toEqual(['one']);
  });
});

describe('closing', () => {
  test('calls everybody back, and brings back who does not come', async () => {
    const { host, amir, lotte, one, two } = c;
    succeed(await c.assign([amir, one], [lotte, two]));
    succeed(await c.open());
    for (const [person, room] of [
      [amir, one],
      [lotte, two],
      [host, two],
    ] as const)
      await c.go(person, room);
    succeed(await c.time(60));
    t.clock.forward(59_999);
    await at.tick();
    expect(await c.where(amir, lotte)).toEqual([one, two]);
    t.clock.forward(1);
    await at.tick();
    expect(await c.where(host, amir, lotte)).toEqual([
      [two, null],
      [one, null],
      [two, null],
    ]);
    expect((await c.view(amir)).breakouts).toBeNull();
    await c.go(amir, null);
    t.clock.forward(BROUGHT_BACK_AFTER - 1);
    await at.tick();
    expect(await c.where(host, amir, lotte)).toEqual([[two, null], null, [two, null]]);
    t.clock.forward(1);
    await at.tick();
    expect(await c.where(host, amir, lotte)).toEqual([null, null, null]);
    expect(await c.heardIn(amir)).toEqual(['main']);
    expect(await c.heardIn(lotte)).toEqual([]);
    // The rows say it first; the rooms follow.
    const rooms = async () => (await t.media.rooms()).filter((room) => room.session_id === c.id);
    await expect.poll(rooms).toEqual([mainRoom(c.id)]);
  });
});
