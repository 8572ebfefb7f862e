import { expect, newClass, type Person } from './fixtures.ts';
import { expectVideo } from './media.ts';

/** From the waiting room into the live room. The page of whoever starts shows it at once; here it runs afterwards. */
export async function enter(person: Person, id: number, button: 'Join' | 'Start Session'): Promise<void> {
  await person.page.goto(`/sessions/${id}/live`);
  await person.page.getByRole('button', { name: button, exact: true }).click();
  if (button === 'Join') return;
  await expect.poll(async () => (await (await person.api.get(`/api/sessions/${id}/`)).json()).status).toBe('ongoing');
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
