import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, newClass, test as people } from '../fixtures.ts';
import { enter, turnOn } from '../live-room.ts';
import { expectNoVideo, expectVideo, tileOf } from '../media.ts';
import { FACE, WALL, writePersonVideo } from '../person-video.ts';

/** With cameras that show somebody in front of a wall of fine squares. */
const test = people.extend<object, object>({
  browser: [
    async ({ playwright, launchOptions }, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'lectern-camera-'));
      const video = path.join(folder, 'person.y4m');
      await writePersonVideo(video);
      const args = [...(launchOptions.args ?? []), `--use-file-for-fake-video-capture=${video}`];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      await use(browser);
      await browser.close();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

type Region = typeof WALL;

/** How much neighbouring points of one part of somebody's picture differ, 0 to 255. Squares differ much, what is blurred hardly. */
function detailOf(page: Page, name: string, region: Region): Promise<number> {
  return tileOf(page, name)
    .locator('video')
    .evaluate((video: HTMLVideoElement, { x, y, width, height }) => {
      const canvas = document.createElement('canvas');
      canvas.width = 640;
      canvas.height = 360;
      const context = canvas.getContext('2d');
      if (!context || video.videoWidth === 0) return Number.NaN;
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const [w, h] = [Math.round(width * 640), Math.round(height * 360)];
      const { data } = context.getImageData(Math.round(x * 640), Math.round(y * 360), w, h);
      let sum = 0;
      for (let index = 4; index < data.length; index += 4) sum += Math.abs((data[index] ?? 0) - (data[index - 4] ?? 0));
      return sum / (w * h);
    }, region);
}

/** The streams of video that a page receives. A track that was sent anew would have another number. */
function videoStreams(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const streams: number[] = [];
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'video') streams.push(report.ssrc);
      }
    }
    return streams.sort();
  });
}

/** The settings of the own picture, in the waiting room or in the live room. */
async function openPictureSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Picture' }).click();
}

async function chooseBlur(page: Page, on: boolean): Promise<void> {
  await openPictureSettings(page);
  const choice = page.getByRole('switch', { name: 'Blur my background' });
  await choice.setChecked(on, { force: true });
  await expect(choice).toBeChecked({ checked: on });
  await page.getByRole('button', { name: 'Close settings' }).click();
}

test('the wall behind a person is blurred and the person is not, to the others too, and back without sending anew', async ({
  newPerson,
  site,
}) => {
  const instructor = await newPerson('Ada');
  const learner = await newPerson('Grace');
  const elsewhere: string[] = [];
  for (const { page } of [instructor, learner]) {
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== site.origin && protocol !== 'data:' && protocol !== 'blob:') elsewhere.push(request.url());
    });
  }
  const id = await newClass(instructor, [learner]);
  await enter(instructor, id, 'Start Session');
  await turnOn(instructor, 'camera');
  await enter(learner, id, 'Join');
  await expectVideo(learner.page, instructor.name);
  for (const { page } of [instructor, learner]) {
    await expect.poll(() => detailOf(page, instructor.name, WALL)).toBeGreaterThan(15);
  }
  const sharpFace = await detailOf(instructor.page, instructor.name, FACE);
  const streams = await videoStreams(learner.page);

  await chooseBlur(instructor.page, true);
  for (const { page } of [instructor, learner]) {
    await expect.poll(() => detailOf(page, instructor.name, WALL)).toBeLessThan(3);
    await expectVideo(page, instructor.name);
  }
  expect(await detailOf(instructor.page, instructor.name, FACE)).toBeGreaterThan(0.8 * sharpFace);

  await chooseBlur(instructor.page, false);
  for (const { page } of [instructor, learner]) {
    await expect.poll(() => detailOf(page, instructor.name, WALL)).toBeGreaterThan(15);
  }
  expect(await videoStreams(learner.page)).toEqual(streams);
  expect(elsewhere).toEqual([]);
});

test('a camera that is to open blurred and cannot stays off, says so, and opens plain on demand', async ({
  newPerson,
}) => {
  const instructor = await newPerson('Ada');
  const { page } = instructor;
  await page.route('**/*.tflite', (route) => route.abort());
  const id = await newClass(instructor, []);
  await enter(instructor, id, 'Start Session');
  await chooseBlur(page, true);
  await page.getByRole('button', { name: 'Turn on camera' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'cannot be blurred' });
  await expect(notice).toContainText('Your camera is off');
  await expectNoVideo(page, instructor.name);
  await notice.getByRole('button', { name: 'Turn on camera without blur' }).click();
  await expect(notice).toBeHidden();
  await expectVideo(page, instructor.name);
});

test('where the browser cannot blur, there is no such choice', async ({ newPerson }) => {
  const instructor = await newPerson('Ada');
  await instructor.context.addInitScript(() => Reflect.deleteProperty(window, 'MediaStreamTrackGenerator'));
  const id = await newClass(instructor, []);
  await enter(instructor, id, 'Start Session');
  await openPictureSettings(instructor.page);
  await expect(instructor.page.getByRole('switch', { name: 'Mirror my picture' })).toBeVisible();
  await expect(instructor.page.getByRole('switch', { name: 'Blur my background' })).toHaveCount(0);
});
