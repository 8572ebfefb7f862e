import AxeBuilder from '@axe-core/playwright';
import { chromium } from '#chromium.ts';
import { expectTrouble } from '#expect-trouble.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter, inTheRoom, turnOn } from '#live-room.ts';
import { expectNoVideo, expectSound, expectVideo } from '#media.ts';
import { makePluggable, pullOut, putBack, sentFrom } from '#plugs.ts';

/** The second of Chromium's cameras measures depths, and shows nothing that goes on. */
const [CAMERA, DEPTHS, OTHER_CAMERA] = ['fake_device_0', 'fake_device_1', 'fake_device_2'];
const OTHER_MICROPHONE = 'Fake Audio Input 2';

test.use({
  launchOptions: chromium([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=3,fps=10',
  ]),
});

const settings = ({ page }: Person) => page.getByRole('dialog', { name: 'Settings', exact: true });

async function openSettings(person: Person, section: 'Sound' | 'Picture' | 'Data' | 'Keyboard'): Promise<void> {
  await person.page.getByRole('button', { name: 'More', exact: true }).click();
  await person.page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  await settings(person).getByRole('tab', { name: section }).click();
}

/** Looks again and again, until the returned function is called: says whether the list ever had this person muted. */
function watchSound(person: Person, id: number): () => Promise<boolean> {
  let over = false;
  const looking = (async () => {
    let muted = false;
    while (!over) {
      const { participants } = await (await person.api.get(`/api/sessions/${id}/live_participants/`)).json();
      const me = participants.find((one: { user: { id: number } }) => one.user.id === person.id);
      muted ||= me?.audio_enabled !== true;
    }
    return muted;
  })();
  return () => {
    over = true;
    return looking;
  };
}

test('another microphone, other processing and another camera are taken without muting, and the others go on hearing and seeing', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  await expectSound(amir.page);
  const wasMuted = watchSound(ines, id);

  await openSettings(ines, 'Sound');
  await settings(ines).getByLabel('Microphone', { exact: true }).selectOption({ label: OTHER_MICROPHONE });
  await expect.poll(async () => (await sentFrom(ines.page, 'audio'))?.label).toBe(OTHER_MICROPHONE);
  await expectSound(amir.page);
  await settings(ines).getByLabel('Noise suppression').uncheck();
  await expect.poll(async () => (await sentFrom(ines.page, 'audio'))?.noiseSuppression).toBe(false);
  expect((await sentFrom(ines.page, 'audio'))?.label).toBe(OTHER_MICROPHONE);
  await expectSound(amir.page);

  await settings(ines).getByRole('tab', { name: 'Picture' }).click();
  await settings(ines).getByLabel('Camera', { exact: true }).selectOption({ label: OTHER_CAMERA });
  await expect.poll(async () => (await sentFrom(ines.page, 'video'))?.label).toBe(OTHER_CAMERA);
  await expectVideo(amir.page, ines.name);
  expect(await wasMuted()).toBe(false);
});

test('what was chosen is there again when the page is loaded again', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const id = await newClass(ines, []);
  const { page } = ines;
  await page.goto(`/sessions/${id}/live`);
  await turnOn(ines, 'camera', 'microphone');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await settings(ines).getByLabel('Microphone', { exact: true }).selectOption({ label: OTHER_MICROPHONE });
  await settings(ines).getByLabel('Push to talk').check();
  await settings(ines).getByRole('tab', { name: 'Picture' }).click();
  await settings(ines).getByLabel('Camera', { exact: true }).selectOption({ label: OTHER_CAMERA });
  await settings(ines).getByLabel('Mirror my picture').uncheck();
  await settings(ines).getByLabel('Quality of my video').selectOption('low');
  await page.keyboard.press('Escape');
  await expect(settings(ines)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeFocused();

  await page.reload();
  await turnOn(ines, 'camera');
  await expect(page.getByLabel('Camera', { exact: true }).locator('option:checked')).toHaveText(OTHER_CAMERA);
  await expect(page.getByLabel('Microphone', { exact: true }).locator('option:checked')).toHaveText(OTHER_MICROPHONE);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(settings(ines).getByLabel('Push to talk')).toBeChecked();
  await settings(ines).getByRole('tab', { name: 'Picture' }).click();
  await expect(settings(ines).getByLabel('Mirror my picture')).not.toBeChecked();
  await expect(settings(ines).getByLabel('Quality of my video')).toHaveValue('low');
});

test('a camera that is pulled out mid-call is replaced and said so, and the picture goes on for the others', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await makePluggable(ines.context);
  await inTheRoom(ines, amir);
  const { page } = ines;
  await pullOut(page, DEPTHS);
  await pullOut(page, CAMERA);
  await expect(page.getByText(`${CAMERA} is gone. You are seen through ${OTHER_CAMERA} now.`)).toBeVisible();
  expect((await sentFrom(page, 'video'))?.label).toBe(OTHER_CAMERA);
  await expectVideo(amir.page, ines.name);
});

test('with no other one to take its place the others see nothing, and it can be turned on again', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await makePluggable(ines.context);
  await inTheRoom(ines, amir);
  const { page } = ines;
  await pullOut(page, DEPTHS);
  await pullOut(page, OTHER_CAMERA);
  await pullOut(page, CAMERA);
  await expect(page.getByText('Your camera is gone, and there is no other one')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on camera' })).toBeVisible();
  await expectNoVideo(amir.page, ines.name);
  await putBack(page, CAMERA);
  await page.getByRole('button', { name: 'Turn it on again' }).click();
  await expectVideo(amir.page, ines.name);
});

test('the test sound comes out of the chosen speaker', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const id = await newClass(ines, []);
  await ines.context.addInitScript(() => {
    const original = HTMLMediaElement.prototype.setSinkId;
    HTMLMediaElement.prototype.setSinkId = function (sink) {
      document.documentElement.dataset.sink = sink;
      this.addEventListener('playing', () => {
        if (!(this.srcObject instanceof MediaStream)) return;
        const sound = new AudioContext();
        const analyser = sound.createAnalyser();
        sound.createMediaStreamSource(this.srcObject).connect(analyser);
        const samples = new Float32Array(analyser.fftSize);
        const timer = setInterval(() => {
          analyser.getFloatTimeDomainData(samples);
          if (!samples.some((one) => Math.abs(one) > 0.05)) return;
          document.documentElement.dataset.loud = 'yes';
          clearInterval(timer);
        }, 20);
      });
      return original.call(this, sink);
    };
  });
  const { page } = ines;
  await page.goto(`/sessions/${id}/live`);
  await turnOn(ines, 'microphone');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const speakers = settings(ines).getByLabel('Speaker', { exact: true });
  const chosen = await speakers.locator('option').last().getAttribute('value');
  await speakers.selectOption({ value: chosen ?? '' });
  await settings(ines).getByRole('button', { name: 'Play test sound' }).click();
  await expect(page.locator('html[data-loud]')).toHaveCount(1);
  expect(await page.locator('html').getAttribute('data-sink')).toBe(chosen);
  await expect(settings(ines).getByText('Did you hear three notes?')).toBeVisible();
});

test('the settings are the same in the room and on a phone, and axe finds nothing serious', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const id = await newClass(ines, []);
  await enter(ines, id, 'Start Session');
  await turnOn(ines, 'camera', 'microphone');
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await ines.page.setViewportSize(size);
    for (const section of ['Sound', 'Picture', 'Data', 'Keyboard'] as const) {
      await openSettings(ines, section);
      await expect(settings(ines).getByRole('tabpanel')).toBeVisible();
      const { violations } = await new AxeBuilder({ page: ines.page }).include('dialog').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map((one) => `${one.id}: ${one.nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      if (process.env.PICTURES)
        await ines.page.screenshot({ path: `${process.env.PICTURES}/${section}-${size.width}.png` });
      await ines.page.keyboard.press('Escape');
      await expect(settings(ines)).toBeHidden();
      await expect(ines.page.getByRole('button', { name: 'More', exact: true })).toBeFocused();
    }
  }
});

test('muted by the host and talking, one is told so, and M makes one heard; muted by oneself, one is not', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'microphone');
  await expectSound(ines.page);
  const hint = amir.page.getByText('The host has muted you');
  await amir.page.keyboard.press('m');
  await amir.page.getByRole('button', { name: 'Turn on microphone' }).waitFor();
  await amir.page.keyboard.press('m');
  await amir.page.getByRole('button', { name: 'Turn off microphone' }).waitFor();
  await expectSound(ines.page);
  await expect(hint).toBeHidden();

  const { participants } = await (await ines.api.get(`/api/sessions/${id}/live_participants/`)).json();
  const stay = participants.find((one: { user: { id: number } }) => one.user.id === amir.id).id;
  const muted = await ines.api.post(`/api/sessions/${id}/live_participants/${stay}/mute/`, {
    data: { source: 'microphone' },
  });
  expect(muted.status(), await muted.text()).toBe(200);
  await expect(hint).toContainText('Press M to be heard');
  await amir.page.keyboard.press('m');
  await expect(hint).toBeHidden();
  await expectSound(ines.page);
});

for (const [error, message, title, step] of [
  ['NotReadableError', 'Could not start video source', /Your (camera|microphone) is in use/, 'Close other programs'],
  ['NotAllowedError', 'Permission denied by system', 'Your system blocks the', "Open your system's settings"],
  ['OverconstrainedError', '', /Your (camera|microphone) cannot do what you chose/, 'Choose another'],
] as const) {
  test(`a device that fails with ${error} ${message} has its own words and steps`, async ({ newPerson }) => {
    const ines = await newPerson('Ines');
    await ines.context.addInitScript(
      ([name, said]) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(said, name));
      },
      [error, message],
    );
    await expectTrouble(ines, title, step);
  });
}

test('on a page without https one is told so, and joins without', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  await ines.context.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
  await expectTrouble(ines, 'cannot be used on this page', 'begins with https');
});
