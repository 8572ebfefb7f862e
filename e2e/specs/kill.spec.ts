import { expect, type Person, test } from '#fixtures.ts';
import { inTheRoom, turnOn } from '#live-room.ts';
import { expectSound, expectVideo, tileOf } from '#media.ts';

/** Both in the room, with camera and microphone on. */
async function bothSending(ines: Person, amir: Person): Promise<number> {
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'camera', 'microphone');
  await expectVideo(ines.page, amir.name);
  return id;
}

const viewOf = async (person: Person, id: number) => (await person.api.get(`/api/sessions/${id}/view/`)).json();

test('server killed in a running session: media goes on, everybody is back by themselves', async ({
  site,
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await bothSending(ines, amir);
  const before = await viewOf(ines, id);

  await site.killServer();
  // With no server at all, pictures and sound still come.
  await expectVideo(amir.page, ines.name);
  await expectSound(amir.page);
  await site.start();

  await test.step('nobody was dropped, and the session goes on', async () => {
    await expectVideo(amir.page, ines.name);
    await expectVideo(ines.page, amir.name);
    const after = await viewOf(ines, id);
    expect(after.session.status).toBe('ongoing');
    expect(after.participants.map((one: { id: number }) => one.id)).toEqual(
      before.participants.map((one: { id: number }) => one.id),
    );
  });

  await test.step('what happens from now on reaches both', async () => {
    await amir.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(tileOf(ines.page, amir.name)).toBeHidden();
    await ines.page.getByRole('button', { name: 'End for everyone' }).click();
    await ines.page.getByRole('button', { name: 'End session' }).click();
    await expect(ines.page.getByRole('heading', { level: 1 })).toContainText(/ended|over/i);
  });
});

test('LiveKit killed in a running session: "reconnecting", then pictures and sound again', async ({
  site,
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await bothSending(ines, amir);
  const before = await viewOf(ines, id);

  await site.killLiveKit();
  await expect(amir.page.getByText(/reconnecting/i).first()).toBeVisible();
  await expectVideo(amir.page, ines.name);
  await expectVideo(ines.page, amir.name);
  await expectSound(amir.page);
  await expect(amir.page.getByText(/reconnecting/i)).toHaveCount(0);

  const after = await viewOf(ines, id);
  expect(after.session.status).toBe('ongoing');
  expect(after.participants.map((one: { id: number }) => one.id)).toEqual(
    before.participants.map((one: { id: number }) => one.id),
  );
});

test('a browser that was offline for 30 s is back in by itself', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await bothSending(ines, amir);
  await amir.context.setOffline(true);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  await amir.context.setOffline(false);
  await expect(tileOf(ines.page, amir.name)).toBeVisible();
  await expect.poll(async () => (await viewOf(amir, id)).participants.length).toBe(2);
});
