import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '../axe.ts';
import { expect, newClass, type Person, test } from '../fixtures.ts';
import { makeRecording, readClock } from '../made-recording.ts';
import type { Site } from '../site.ts';

const tile = (page: Page, person: number, source = 'camera') =>
  page.locator(`[data-person="${person}"][data-source="${source}"]`);
const picture = (page: Page, person: number, source = 'camera') => tile(page, person, source).locator('video');
const seekBar = (page: Page) => page.getByRole('slider', { name: 'Place in the recording' });
const playing = (page: Page) => page.getByRole('button', { name: 'Pause', exact: true });

/** The place in the recording, as its own clock has it. */
const place = async (page: Page) => Number(await page.locator('[data-time]').getAttribute('data-time'));

/** Two minutes of a class: one toggles the camera, one is not to be named, one is not recorded; a screen, and a pause. */
async function recordedClass(site: Site, newPerson: (name: string) => Promise<Person>) {
  const [host, learner, shy, refuser] = [
    await newPerson('Hanna'),
    await newPerson('Luis'),
    await newPerson('Shy'),
    await newPerson('Rolf'),
  ];
  const id = await newClass(host, [learner, shy, refuser]);
  await host.api.post(`/api/sessions/${id}/start/`);
  for (const one of [learner, shy, refuser]) await one.api.post(`/api/sessions/${id}/join_live/`);
  const recording_id = await makeRecording(site, {
    session_id: id,
    seconds: 120,
    pauses: [[50, 20]],
    people: [
      { account_id: host.id, colour: '0xaa2222', microphone: [[0, 120]], camera: [[0, 120]], spoke: [[1, 20]] },
      {
        account_id: learner.id,
        colour: '0x2222aa',
        hertz: 700,
        microphone: [[0, 120]],
        camera: [
          [0, 40],
          [60, 120],
        ],
        screen: [[70, 100]],
        spoke: [[22, 35]],
      },
      { account_id: shy.id, hide_name: true, hertz: 900, microphone: [[5, 60]], spoke: [[40, 45]], leaves: 90 },
      { account_id: refuser.id, choice: 'not_recorded' },
    ],
    messages: [
      { at: 10, account_id: host.id, text: 'Welcome all' },
      { at: 30, account_id: shy.id, text: 'A question' },
      { at: 80, account_id: host.id, text: `Well seen, @${shy.username}` },
    ],
    marks: [{ at: 60, label: 'The proof' }],
    drawn: [2, 30, 110],
  });
  return { id, recording_id, host, learner, shy, refuser };
}

test('a recording is watched in time: pictures, chat, chapters, people and board', async ({ site, newPerson }) => {
  const { recording_id, host, shy } = await recordedClass(site, newPerson);
  const { page } = host;
  await page.goto(`/recordings/${recording_id}`);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(playing(page)).toBeVisible();
  await expect.poll(async () => (await readClock(picture(page, 1))).second).toBeGreaterThanOrEqual(1);
  const shown = await readClock(picture(page, 1));
  expect(shown.colour[0]).toBeGreaterThan(shown.colour[2] ?? 0);

  await test.step('a seek anywhere shows the right second', async () => {
    await page.keyboard.press('k');
    for (const second of [75, 3, 101, 47, 62]) {
      await seekBar(page).fill(String(second + 0.5));
      await expect.poll(async () => (await readClock(picture(page, 1))).second).toBe(second);
      await expect.poll(() => place(page)).toBe(second);
    }
    await expect.poll(async () => (await readClock(picture(page, 2))).second).toBe(62);
  });

  await test.step('a camera that is off, a microphone that is off, and who is not recorded, are no pictures', async () => {
    await seekBar(page).fill('45');
    await expect(picture(page, 2)).toHaveCount(0);
    await expect(tile(page, 2).getByLabel('Camera off')).toBeVisible();
    await expect(tile(page, 4).getByLabel('Not recorded')).toBeVisible();
    await seekBar(page).fill('70.5');
    await expect(tile(page, 3).getByLabel('Microphone off')).toBeVisible();
    await expect.poll(async () => (await readClock(picture(page, 2, 'screen'))).second).toBe(70);
    await seekBar(page).fill('95');
    await expect(tile(page, 3)).toHaveCount(0);
  });

  await test.step('the chat is what was written until then, and nobody is named who asked not to be', async () => {
    const chat = page.getByRole('tabpanel');
    await seekBar(page).fill('31');
    await expect(chat.getByRole('button')).toHaveCount(2);
    await expect(chat).toContainText('Participant 3');
    await seekBar(page).fill('119');
    await expect(chat).toContainText('Well seen, @…');
    await chat.getByRole('button', { name: /Welcome all/ }).click();
    await expect.poll(() => place(page)).toBe(10);
    await expect(page.getByText(shy.username)).toHaveCount(0);
  });

  await test.step('chapters and people', async () => {
    await page.getByRole('tab', { name: 'Chapters' }).click();
    await page.getByRole('button', { name: /The proof/ }).click();
    await expect.poll(() => place(page)).toBe(60);
    await expect(page.getByRole('tabpanel').getByRole('button')).toHaveCount(2);
    await page.getByRole('tab', { name: 'People' }).click();
    await expect(page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Luis Test' })).toContainText(
      'spoke 0:13',
    );
  });

  await test.step('the board is what was drawn until then', async () => {
    await page.getByLabel('Layout').selectOption('board');
    await expect(page.locator('.excalidraw canvas').first()).toBeVisible();
    await expectPink(page);
    await seekBar(page).fill('0.5');
    await expect(page.getByText('Nothing was drawn here.')).toBeVisible();
    await seekBar(page).fill('5');
    await expectPink(page);
  });
});

/** Something of the colour in which rectangles were drawn is to be seen on the board. */
async function expectPink(page: Page): Promise<void> {
  const pink = () =>
    page.locator('.excalidraw canvas.static').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let index = 0; index < data.length; index += 4) {
        if ((data[index] ?? 0) > 240 && Math.abs((data[index + 1] ?? 0) - 201) < 12) count += 1;
      }
      return count;
    });
  await expect.poll(pink).toBeGreaterThan(500);
}

test('keys, speed, sound, deep links, and a page that everybody can use', async ({ site, newPerson }) => {
  const { recording_id, host, learner } = await recordedClass(site, newPerson);
  const { page } = host;
  await page.goto(`/recordings/${recording_id}?t=30`);
  await expect.poll(() => place(page)).toBe(30);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('l');
  await expect.poll(() => place(page)).toBe(45);
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('5');
  await expect.poll(() => place(page)).toBe(60);
  await page.keyboard.press('Home');
  await expect.poll(() => place(page)).toBe(0);
  await page.keyboard.press('Shift+Period');
  await expect(page.getByLabel('Speed')).toHaveValue('1.25');
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Turn the sound on' })).toBeVisible();
  await page.getByRole('button', { name: 'Keys' }).click();
  await expect(page.getByRole('dialog')).toContainText('Back or forward 5 seconds');
  await page.keyboard.press('Escape');
  await seekBar(page).fill('82');
  await expect(picture(page, 2, 'screen')).toBeVisible();
  await expectAccessibleEverywhere(page, 'a recording');

  await test.step('it plays on by itself, in step, from where one is', async () => {
    await seekBar(page).fill('20');
    await page.keyboard.press('Space');
    await expect.poll(() => place(page)).toBeGreaterThan(22);
    const { second } = await readClock(picture(page, 1));
    expect(Math.abs(second - (await place(page)))).toBeLessThanOrEqual(1);
  });

  await test.step('whoever may not watch finds nothing', async () => {
    await learner.page.goto(`/recordings/${recording_id}`);
    await expect(learner.page.getByRole('heading', { name: 'There is no such recording' })).toBeVisible();
  });
});

test('a breakout that was recorded is a room to choose, and is neither seen nor heard in the main room', async ({
  site,
  newPerson,
}) => {
  const [host, learner] = [await newPerson('Hanna'), await newPerson('Luis')];
  const id = await newClass(host, [learner]);
  await host.api.post(`/api/sessions/${id}/start/`);
  await learner.api.post(`/api/sessions/${id}/join_live/`);
  const whole: [number, number][] = [
    [0, 20],
    [20, 40],
    [40, 60],
  ];
  const recording_id = await makeRecording(site, {
    session_id: id,
    seconds: 60,
    people: [
      { account_id: host.id, colour: '0xaa2222', microphone: [[0, 60]], camera: [[0, 60]] },
      {
        ...{ account_id: learner.id, colour: '0x2222aa', hertz: 700, microphone: whole, camera: whole },
        room: { name: 'Proofs and sketches', during: [20, 40] },
      },
    ],
    messages: [{ at: 10, account_id: host.id, text: 'Welcome all' }],
  });
  const { page } = host;
  await page.goto(`/recordings/${recording_id}?t=30`);
  const room = page.getByRole('combobox', { name: 'Room', exact: true });
  await expect(room.locator('option')).toHaveText(['Main room', 'Proofs and sketches']);
  await expect.poll(async () => (await readClock(picture(page, 1))).second).toBe(30);
  await expect(tile(page, 2)).toHaveCount(0);
  await expectAccessibleEverywhere(page, 'a recording with rooms');

  await test.step('chosen by the keyboard, it goes on from the same place with who was there', async () => {
    await page.getByLabel('Speed').selectOption('1.5');
    await room.focus();
    await page.keyboard.press('P');
    await expect(room).toHaveValue(/\d/);
    await expect.poll(async () => (await readClock(picture(page, 2))).second).toBe(30);
    await expect(tile(page, 1)).toHaveCount(0);
    await expect.poll(() => place(page)).toBe(30);
    await expect(page.getByLabel('Speed')).toHaveValue('1.5');
    await expect(page.getByRole('tab')).toHaveText(['Chapters', 'People']);
    await expect(page.getByText('Welcome all')).toHaveCount(0);
  });

  await test.step('back in the main room while it plays, it plays on', async () => {
    await seekBar(page).fill('45');
    await expect(picture(page, 2)).toHaveCount(0);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(playing(page)).toBeVisible();
    await room.selectOption('Main room');
    await expect(playing(page)).toBeVisible();
    await expect.poll(() => place(page)).toBeGreaterThan(46);
    const { colour } = await readClock(picture(page, 2));
    expect(colour[2]).toBeGreaterThan(colour[0] ?? 0);
  });

  await test.step('on a phone the chooser is there too', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await expect(room).toBeInViewport();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
