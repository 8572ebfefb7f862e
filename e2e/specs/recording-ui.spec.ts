import { expectAccessible, expectAccessibleEverywhere } from '#axe.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter, turnOn } from '#live-room.ts';

const mark = ({ page }: Person, text: string) => page.getByRole('button', { name: text, exact: true });
const question = ({ page }: Person) => page.getByRole('region', { name: 'May you be recorded?' });
const said = ({ page }: Person) => page.getByRole('status').filter({ hasText: /ecording|recorded/ });
const rowOf = ({ page }: Person, { name }: Person) =>
  page.getByRole('list', { name: 'Participants' }).getByRole('listitem', { name, exact: true });

/** Something of the menu behind the mark. */
async function choose(person: Person, phase: string, name: string): Promise<void> {
  await mark(person, phase).click();
  await person.page.getByRole('menuitem', { name, exact: true }).click();
}

/** Something of the menu of a recording in a list. */
async function openMenu({ page }: Person, title: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `What to do with ${title}` }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

async function inClass(newPerson: (name: string) => Promise<Person>) {
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  const id = await newClass(ines, [amir, lotte]);
  await enter(ines, id, 'Start Session');
  await turnOn(ines, 'camera', 'microphone');
  await enter(amir, id, 'Join');
  await expect(amir.page.getByRole('toolbar', { name: 'Controls' })).toBeVisible();
  return { id, ines, amir, lotte };
}

test('the host records; everybody sees it, is asked, and may think again; who comes late hears of it', async ({
  newPerson,
}) => {
  const { id, ines, amir, lotte } = await inClass(newPerson);

  await test.step('the first time, what it means is told before', async () => {
    await ines.page.getByRole('toolbar').getByRole('button', { name: 'Record', exact: true }).click();
    await expectAccessibleEverywhere(ines.page, 'before recording');
    await expect(amir.page.getByText('Recording')).toHaveCount(0);
    await ines.page.getByRole('button', { name: 'Start recording' }).click();
    await expect(mark(ines, 'Recording')).toBeVisible();
    await expect(mark(amir, 'Recording')).toBeVisible();
    await expect(said(amir)).toHaveText('Recording has started');
    // Pressing it was the host's own answer.
    await expect(question(ines)).toBeHidden();
  });

  await test.step('a learner declines, and the host sees who is not in it', async () => {
    await expect(question(amir)).toBeVisible();
    await expectAccessibleEverywhere(amir.page, 'the question');
    await ines.page.getByRole('button', { name: 'Participants', exact: true }).click();
    await expect(rowOf(ines, amir)).toContainText('Not recorded: no answer yet');
    await question(amir).getByRole('button', { name: 'Take part without' }).click();
    await expect(question(amir)).toBeHidden();
    await expect(rowOf(ines, amir)).toContainText('Not recorded');
    await expect(rowOf(ines, amir)).not.toContainText('no answer yet');
    await expect(ines.page.getByText('1 of 2 agreed to be recorded')).toBeVisible();
    await expectAccessibleEverywhere(ines.page, 'the list while recording');
  });

  await test.step('and agrees after all, without their name', async () => {
    await choose(amir, 'Recording', 'May you be recorded? …');
    const dialog = amir.page.getByRole('dialog', { name: 'May you be recorded?' });
    await expect(dialog.getByRole('button', { name: 'Take part without' })).toHaveAttribute('aria-pressed', 'true');
    await dialog.getByRole('checkbox', { name: 'Do not show my name' }).check();
    await dialog.getByRole('button', { name: 'Be recorded' }).click();
    await expect(dialog).toBeHidden();
    await expect(ines.page.getByText('2 of 2 agreed to be recorded')).toBeVisible();
  });

  await test.step('who comes late is told and asked before coming in, and once in', async () => {
    await lotte.page.goto(`/sessions/${id}/live`);
    await expect(mark(lotte, 'Recording')).toBeVisible();
    await expect(question(lotte)).toBeVisible();
    await expectAccessibleEverywhere(lotte.page, 'the waiting room of what is recorded');
    await lotte.page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(lotte.page.getByRole('toolbar', { name: 'Controls' })).toBeVisible();
    await expect(mark(lotte, 'Recording')).toBeVisible();
    await expect(question(lotte)).toBeVisible();
    await lotte.page.getByRole('button', { name: /^Answer later/ }).click();
    await expect(question(lotte)).toBeHidden();
    await expect(rowOf(ines, lotte)).toContainText('Not recorded: no answer yet');
  });

  await test.step('it is paused, resumed and stopped, and everybody is told', async () => {
    await choose(ines, 'Recording', 'Pause recording');
    await expect(mark(amir, 'Recording paused')).toBeVisible();
    await expect(said(amir)).toHaveText('Recording is paused');
    await expectAccessible(amir.page, 'a paused recording');
    await choose(ines, 'Recording paused', 'Go on recording');
    await expect(mark(amir, 'Recording')).toBeVisible();
    await expect(said(amir)).toHaveText('Recording goes on');
    await choose(ines, 'Recording', 'Set a marker …');
    await ines.page.getByLabel('What is here').fill('Exercise 3');
    await ines.page.keyboard.press('Enter');
    await expect(ines.page.getByRole('dialog')).toBeHidden();
    await choose(ines, 'Recording', 'Stop recording …');
    await ines.page.getByRole('dialog').getByRole('button', { name: 'Stop recording' }).click();
    await expect(mark(amir, 'Recording')).toBeHidden();
    await expect(said(amir)).toHaveText('Recording has stopped');
  });

  await test.step('the creator shares it by its menu, and the learner may watch and no more', async () => {
    await ines.page.goto(`/sessions/${id}`);
    const list = ines.page.getByRole('region', { name: 'Recordings' });
    await expect(list.getByRole('link', { name: 'Watch Algebra' })).toBeVisible();
    await expect(list.getByText('Only for you and the admins')).toBeVisible();
    await expectAccessibleEverywhere(ines.page, 'the page of a session with a recording');
    await amir.page.goto('/recordings');
    await expect(amir.page.getByRole('heading', { name: 'There are no recordings yet' })).toBeVisible();
    await openMenu(ines, 'Algebra', 'Share …');
    await ines.page.getByRole('radio', { name: 'The participants' }).check();
    await expectAccessibleEverywhere(ines.page, 'sharing');
    await ines.page.getByRole('button', { name: 'Save' }).click();
    await expect(list.getByText('Shared with the participants')).toBeVisible();
    await amir.page.reload();
    await expect(amir.page.getByRole('link', { name: 'Watch Algebra' })).toBeVisible();
    await expect(amir.page.getByRole('button', { name: 'What to do with Algebra' })).toHaveCount(0);
  });

  await test.step('renames it, and sees what there is to download', async () => {
    await openMenu(ines, 'Algebra', 'Rename …');
    await ines.page.getByLabel('Title').fill('Quadratic equations');
    await ines.page.keyboard.press('Enter');
    await expect(ines.page.getByRole('link', { name: 'Watch Quadratic equations' })).toBeVisible();
    await openMenu(ines, 'Quadratic equations', 'Download …');
    await expect(ines.page.getByRole('link', { name: 'Chat of the main room (text)' })).toBeVisible();
    await expect(ines.page.getByRole('button', { name: 'Make the video' })).toBeVisible();
    await expectAccessibleEverywhere(ines.page, 'what there is to download');
    await ines.page.keyboard.press('Escape');
    await openMenu(ines, 'Quadratic equations', 'How long it is kept …');
    await ines.page.getByRole('radio', { name: 'Until a day of my choice' }).check();
    await ines.page.getByLabel('Day', { exact: true }).fill('2099-05-01');
    await ines.page.getByRole('button', { name: 'Save' }).click();
    await expect(ines.page.getByText(/Kept until .* 2099/)).toBeVisible();
  });

  await test.step('and deletes it, after being told what goes', async () => {
    await openMenu(ines, 'Quadratic equations', 'Delete …');
    await expectAccessibleEverywhere(ines.page, 'the question before deleting');
    await ines.page.getByRole('button', { name: 'Delete for good' }).click();
    await expect(ines.page.getByRole('link', { name: 'Watch Quadratic equations' })).toBeHidden();
    await amir.page.reload();
    await expect(amir.page.getByRole('heading', { name: 'There are no recordings yet' })).toBeVisible();
  });
});

const kept = {
  id: 1,
  session: { id: 1, title: 'Algebra' },
  title: '',
  state: 'ready',
  failure: null,
  stopped: 'host',
  interruptions: 0,
  started_at: '2026-03-02T10:00:00.000Z',
  ended_at: '2026-03-02T11:00:00.000Z',
  duration: 3_587.4,
  size: 812_400_000,
  has_poster: false,
  expires_at: null,
  sharing: { with: 'nobody', until: null, downloads: false },
  may: { download: true, manage: true },
};
const unfinished = { duration: null, size: null };
const STATES = [
  { ...kept, id: 1, title: 'Quadratic equations', expires_at: '2027-01-01T00:00:00.000Z', interruptions: 1 },
  { ...kept, id: 2, state: 'processing', ...unfinished },
  { ...kept, id: 3, state: 'recording', stopped: null, ended_at: null, ...unfinished },
  { ...kept, id: 4, state: 'failed', failure: 'files_missing', stopped: 'disk_full', ...unfinished },
  { ...kept, id: 5, state: 'expired' },
  { ...kept, id: 6, title: 'Shared with me', may: { download: false, manage: false } },
];

test('each state of a recording is told in words, with what to do about it; who may only watch can do no more', async ({
  newPerson,
}) => {
  const { page } = await newPerson('Ines');
  await page.goto('/recordings');
  await expect(page.getByRole('heading', { name: 'There are no recordings yet' })).toBeVisible();
  await expectAccessibleEverywhere(page, 'no recordings');
  await page.route('**/api/recordings/?*', (route) => route.fulfill({ json: { items: STATES, next: null } }));
  await page.route('**/api/recordings/', (route) => route.fulfill({ json: { items: STATES, next: null } }));
  await page.reload();
  const list = page.getByRole('region', { name: 'Recordings' });
  for (const text of [
    'Ready',
    'Being made ready',
    'Being recorded',
    'not where it was put',
    'the server had no space left',
    'Its time has run out',
    'The recorder was lost once',
    'Kept until',
  ]) {
    await expect(list.getByText(text).first(), text).toBeVisible();
  }
  await expect(list.getByRole('button', { name: 'Retry' })).toHaveCount(1);
  await expect(list.getByRole('link', { name: 'Watch Quadratic equations' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'What to do with Shared with me' })).toHaveCount(0);
  await expectAccessibleEverywhere(page, 'recordings in every state');
});
