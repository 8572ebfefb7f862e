import { expect, newClass, type Person } from './fixtures.ts';
import { expectVideo } from './media.ts';

/** From the waiting room into the live room. The page shows it at once; afterwards the server has let them in as well. */
export async function enter(person: Person, id: number, button: 'Join' | 'Start Session'): Promise<void> {
  await person.page.goto(`/sessions/${id}/live`);
  await person.page.getByRole('button', { name: button, exact: true }).click();
  await person.page.getByRole('toolbar', { name: 'Controls' }).waitFor();
  await expect
    .poll(async () => (await (await person.api.get(`/api/sessions/${id}/view/`)).json()).my_stay)
    .toMatchObject({ ended: null });
}

export async function turnOn({ page }: Person, ...devices: ('camera' | 'microphone')[]): Promise<void> {
  for (const device of devices) {
    await page.getByRole('button', { name: `Turn on ${device}` }).click();
    await page.getByRole('button', { name: `Turn off ${device}` }).waitFor();
  }
}

/** A running session with both in the room, and the learner sees the instructor; those in `later` may come. Its id. */
export async function inTheRoom(instructor: Person, learner: Person, later: Person[] = []): Promise<number> {
  const id = await newClass(instructor, [learner, ...later]);
  await enter(instructor, id, 'Start Session');
  await turnOn(instructor, 'camera', 'microphone');
  await enter(learner, id, 'Join');
  await expectVideo(learner.page, instructor.name);
  return id;
}
