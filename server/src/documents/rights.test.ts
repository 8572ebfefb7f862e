import { notesDocument, pageDocument } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { type DocumentRoom, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let room: DocumentRoom;
const printed = vi.spyOn(console, 'error').mockReturnValue(undefined);
beforeAll(async () => {
  t = await buildTestApp();
  room = await openDocumentRoom(t);
});
beforeEach(() => printed.mockClear());
afterEach(() => {
  room.cutAll();
  // A refusal is nothing that anybody needs to read about.
  expect(printed.mock.calls).toEqual([]);
});
afterAll(() => t.close());

const patch = (person: Person, id: number, body: object) =>
  t.request(person, 'PATCH', `/api/sessions/${id}/moderation/`, body);
const post = (person: Person, id: number, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);

async function refusedWith(person: Person | null, name: string): Promise<unknown> {
  const client = room.openAs(person, name);
  await expect.poll(() => client.opened ?? client.ended, PATIENCE).not.toBeNull();
  return client.opened ?? client.ended;
}

describe('who may open a document', () => {
  test('nobody who is not signed in, and nobody from another site', async () => {
    const { creator, name } = await room.running();
    expect(await refusedWith(null, name)).toBe('401');
    const foreign = room.openAs(creator, name, { headers: { origin: 'https://elsewhere.example' } });
    await expect.poll(() => foreign.ended, PATIENCE).toBe('403');
    const own = room.openAs(creator, name, { headers: { origin: room.origin } });
    await synced(own);
  });

  test('not a stranger, who is pending, was rejected, or waits', async () => {
    const held = await room.running();
    const { id, creator } = held;
    const page = pageDocument(await room.firstPage(held));
    const stranger = await t.newPerson();
    const pending = await t.newPerson();
    await post(pending, id, 'bookings', {});
    const rejected = await t.newPerson();
    const asked = (await post(rejected, id, 'bookings', {})).json();
    await t.request(creator, 'POST', `/api/bookings/${asked.id}/reject/`);
    const waiting = await t.newPerson();
    const booking = (await post(waiting, id, 'bookings', {})).json();
    await t.request(creator, 'POST', `/api/bookings/${booking.id}/approve/`);
    for (const person of [stranger, pending, rejected, waiting]) {
      expect(await refusedWith(person, notesDocument(id))).toBe('not_in_session');
      expect(await refusedWith(person, page)).toBe('not_in_session');
    }
  });

  test('there has to be one', async () => {
    const { creator } = await room.running();
    expect(await refusedWith(creator, pageDocument(2_000_000_000))).toBe('page_not_found');
    expect(await refusedWith(creator, notesDocument(2_000_000_000))).toBe('session_not_found');
    for (const name of ['page/9999999999', 'notes/0', 'notes/x', '__proto__', '', 'notes/1 ', 'x'.repeat(200)]) {
      expect(await refusedWith(creator, name)).toBe('4000 malformed');
    }
  });

  test('before the start the host prepares, and nobody else looks on', async () => {
    const { id, creator, learners } = await t.newClass();
    const host = room.openAs(creator, notesDocument(id));
    await synced(host);
    host.set('prepared', true);
    await expect.poll(() => host.acks, PATIENCE).toBe(2);
    expect(await refusedWith(learners[0] ?? null, notesDocument(id))).toBe('not_in_session');
  });

  test('once it is over all who were in may read, and nobody may write', async () => {
    const { id, creator, learner, name } = await room.running();
    const host = room.openAs(creator, name);
    await synced(host);
    host.set('a', 1);
    await expect.poll(() => host.acks, PATIENCE).toBe(2);
    await post(creator, id, 'end');
    host.set('too', 'late');
    await expect.poll(() => host.notices, PATIENCE).toEqual([{ kind: 'refused', reason: 'locked' }]);
    const guest = room.openAs(learner, name);
    await synced(guest);
    expect(guest.scope).toBe('readonly');
    expect(guest.all()).toEqual({ a: 1 });
    expect(await refusedWith(await t.newPerson(), name)).toBe('not_in_session');
  });
});

describe('who may change it', () => {
  test('with drawing locked no client of a learner, however it is made; a host, and who is exempt, may', async () => {
    const { id, creator, learners, name } = await room.running(2);
    const [learner = creator, exempt = creator] = learners;
    await patch(creator, id, { locks: { board: true } });
    await post(creator, id, 'exemptions', { account_id: exempt.id, right: 'board', on: true });
    const [host, guest, allowed] = [creator, learner, exempt].map((one) => room.openAs(one, name, { sends: false }));
    if (!host || !guest || !allowed) throw new Error('Three were opened');
    await synced(host, guest, allowed);
    expect([host.scope, guest.scope, allowed.scope]).toEqual(['read-write', 'readonly', 'read-write']);
    guest.set('a', 1);
    // As one change, and as the answer to what the server lacks.
    guest.update(Y.encodeStateAsUpdate(guest.doc));
    await expect.poll(() => guest.nacks, PATIENCE).toBe(1);
    expect(guest.notices).toEqual([{ kind: 'refused', reason: 'locked' }]);
    const again = room.openAs(learner, name, { doc: guest.doc, sends: false });
    await expect.poll(() => again.notices.length, PATIENCE).toBe(1);
    expect(again.nacks).toBe(1);
    host.set('h', 1);
    host.update(Y.encodeStateAsUpdate(host.doc));
    allowed.set('e', 1);
    allowed.update(Y.encodeStateAsUpdate(allowed.doc));
    const fresh = room.openAs(creator, name);
    await synced(fresh);
    await expect.poll(() => fresh.all(), PATIENCE).toEqual({ h: 1, e: 1 });
  });

  test('a lock is good at once, and its end too', async () => {
    const { id, creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    guest.set('a', 1);
    await expect.poll(() => host.all(), PATIENCE).toEqual({ a: 1 });
    await patch(creator, id, { locks: { board: true } });
    guest.set('b', 1);
    host.set('c', 1);
    await expect.poll(() => [guest.notices.length, guest.get('c')], PATIENCE).toEqual([1, 1]);
    expect(host.all()).toEqual({ a: 1, c: 1 });
    await patch(creator, id, { locks: { board: false } });
    const fresh = room.openAs(learner, name);
    await synced(fresh);
    fresh.set('e', 1);
    await expect.poll(() => host.get('e'), PATIENCE).toBe(1);
  });
});

describe('whoever may not any more is cut at once', () => {
  test('by removal, and has no way back', async () => {
    const { id, creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    const stay = (await t.request(learner, 'GET', `/api/sessions/${id}/view/`)).json().my_stay.id;
    expect((await post(creator, id, `live_participants/${stay}/remove`)).statusCode).toBe(200);
    await expect.poll(() => guest.closed, PATIENCE).toBe('not_in_session');
    host.set('a', 1);
    guest.set('b', 1);
    await expect.poll(() => host.acks, PATIENCE).toBe(2);
    expect(host.all()).toEqual({ a: 1 });
    expect(guest.all()).toEqual({ b: 1 });
    expect(await refusedWith(learner, name)).toBe('not_in_session');
  });

  test('by leaving', async () => {
    const { id, learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    await post(learner, id, 'leave_live');
    await expect.poll(() => guest.closed, PATIENCE).toBe('not_in_session');
  });

  test('by signing out, with the whole socket', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    await t.request(learner, 'POST', '/api/auth/sign-out', {});
    await expect.poll(() => guest.ended, PATIENCE).toBe('4000 signed_out');
    expect(host.ended).toBeNull();
    expect(await refusedWith(learner, name)).toBe('401');
  });
});

describe('nobody speaks for somebody else', () => {
  test('who says that they are another account is cut off, and nobody sees it', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    guest.say({ user: { id: creator.id }, pointer: { x: 1, y: 1, tool: 'pointer' } });
    await expect.poll(() => guest.ended, PATIENCE).toBe('4000 refused');
    expect(host.others()).toEqual([]);
  });

  test('who says that they are called something is cut off: names are not taken from the wire', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    guest.say({ user: { id: learner.id, name: 'Ines' } });
    await expect.poll(() => guest.ended, PATIENCE).toBe('4000 malformed');
    expect(host.others()).toEqual([]);
  });

  test('who speaks for another client is cut off, and the other stays as it was', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    host.say({ button: 'down' });
    await expect.poll(() => guest.others(), PATIENCE).toEqual([{ button: 'down', user: { id: creator.id } }]);
    guest.say({ button: 'up' }, host.doc.clientID);
    await expect.poll(() => guest.ended, PATIENCE).toBe('4000 refused');
    expect(host.ended).toBeNull();
    const other = room.openAs(creator, name);
    await expect.poll(() => other.others(), PATIENCE).toEqual([{ button: 'down', user: { id: creator.id } }]);
  });

  test('who writes as another client is cut off, and the document stays as it was', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name, { sends: false })];
    await synced(host, guest);
    host.set('a', 1);
    await expect.poll(() => guest.get('a'), PATIENCE).toBe(1);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(guest.doc));
    forged.clientID = host.doc.clientID;
    forged.getMap('test').set('b', 'forged');
    guest.update(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(guest.doc)));
    await expect.poll(() => guest.ended, PATIENCE).toBe('4000 refused');
    host.set('c', 1);
    await expect.poll(() => host.acks, PATIENCE).toBe(3);
    const fresh = room.openAs(creator, name);
    await synced(fresh);
    expect(fresh.all()).toEqual({ a: 1, c: 1 });
  });
});
