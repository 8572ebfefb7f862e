import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from '#axe.ts';
import { mark, panel, room } from '#breakout-panel.ts';
import { expect, newClass, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';

/** Everything that can be pressed in the panel is large enough for a finger. */
async function expectLargeTargets(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const small = await page
    .locator('#breakouts')
    .locator('button, input:not([type="checkbox"]), select')
    .evaluateAll((all) =>
      all.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width >= 24 && height >= 24 ? [] : [`${one.outerHTML.slice(0, 120)} ${width} x ${height}`];
      }),
    );
  expect(small).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('rooms are prepared and opened without a mouse, looked after, closed, and read afterwards', async ({
  newPerson,
}) => {
  test.setTimeout(300_000);
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  const id = await newClass(ines, [amir, lotte]);

  await test.step('before the session, on its page', async () => {
    await ines.page.goto(`/sessions/${id}`);
    const section = ines.page.getByRole('region', { name: 'Breakout rooms' });
    await expect(section.getByText('No rooms yet')).toBeVisible();
    await section.getByRole('button', { name: 'Make 2 rooms' }).press('Enter');
    await expect(section.getByRole('region', { name: 'Room 2', exact: true })).toBeVisible();
    await expectAccessibleEverywhere(ines.page, 'rooms on the page of a session');
  });

  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await enter(lotte, id, 'Join');
  await expect(ines.page.getByRole('toolbar', { name: 'Controls' })).toBeVisible();

  await test.step('a person is put into a room by the keyboard, another by the mouse', async () => {
    await expect(ines.page.getByRole('button', { name: 'Breakout rooms', exact: true })).toBeVisible();
    await ines.page.locator('body').press('r');
    await expect(panel(ines)).toBeVisible();
    await panel(ines)
      .getByRole('button', { name: `Move ${amir.name}` })
      .press('Enter');
    await expect(ines.page.getByRole('menuitem', { name: 'Room 1' })).toBeVisible();
    await ines.page.getByRole('menuitem', { name: 'Room 1' }).press('Enter');
    await expect(room(ines, 'Room 1').getByText(amir.name)).toBeVisible();
    await expect(ines.page.getByText(`${amir.name} is in Room 1 now`)).toBeAttached();
    // The keyboard went along.
    await expect(room(ines, 'Room 1').getByRole('button', { name: `Move ${amir.name}` })).toBeFocused();
    await room(ines, 'Without a room').getByText(lotte.name).dragTo(room(ines, 'Room 2').getByText('Nobody yet'));
    await expect(room(ines, 'Room 2').getByText(lotte.name)).toBeVisible();
    await expectAccessibleEverywhere(ines.page, 'the plan');
    await expectLargeTargets(ines.page);
  });

  await test.step('they are opened by the keyboard, and everybody is where they belong', async () => {
    await panel(ines).getByRole('textbox', { name: 'Close after' }).fill('10');
    await panel(ines).getByRole('textbox', { name: 'Close after' }).press('Enter');
    await expect(mark(amir)).toContainText('Room 1');
    await expect(mark(lotte)).toContainText('Room 2');
    await expect(room(ines, 'Room 1').getByText('on the way')).toHaveCount(0);
    await expectAccessibleEverywhere(ines.page, 'open rooms');
    await expectLargeTargets(ines.page);
  });

  await test.step('a room asks for help, and a host resolves it', async () => {
    await mark(amir).press('Enter');
    await panel(amir).getByRole('button', { name: 'Ask for help' }).press('Enter');
    await expect(panel(amir).getByText('You asked for help.', { exact: false })).toBeVisible();
    const notice = ines.page.getByRole('region', { name: 'Room 1 asks for help' });
    await expect(notice).toBeVisible();
    await expectAccessibleEverywhere(amir.page, 'a room of one’s own');
    await expectLargeTargets(amir.page);
    await expectAccessibleEverywhere(ines.page, 'a call for help');
    await notice.getByRole('button', { name: 'Resolved' }).press('Enter');
    await expect(notice).toBeHidden();
    await expect(panel(amir).getByRole('button', { name: 'Ask for help' })).toBeVisible();
  });

  await test.step('a host writes to all rooms: shown above the stage, and kept in the chat', async () => {
    await lotte.page.setViewportSize({ width: 390, height: 844 });
    await lotte.page.getByRole('button', { name: /^Chat/ }).click();
    await expect(lotte.page.getByRole('complementary', { name: 'Chat' })).toBeVisible();
    await panel(ines).getByRole('button', { name: 'Message all rooms' }).press('Enter');
    await ines.page.getByRole('textbox', { name: 'What to say in all rooms' }).fill('Swap roles now');
    await ines.page.getByRole('textbox', { name: 'What to say in all rooms' }).press('Enter');
    const banner = amir.page.getByRole('region', { name: 'Ines Test to the room' });
    await expect(banner).toContainText('Swap roles now');
    // On a phone the chat fills the page; what is told lies over it.
    const over = lotte.page.getByRole('region', { name: 'Ines Test to the room' });
    await expect(over).toContainText('Swap roles now');
    await expectAccessible(lotte.page, 'what a host tells the room, over the chat of a phone');
    await over.getByRole('button', { name: 'Close this message' }).click();
    await expect(over).toBeHidden();
    await expectAccessibleEverywhere(amir.page, 'what a host tells the room');
    await banner.getByRole('button', { name: 'Close this message' }).press('Enter');
    await expect(banner).toBeHidden();
    await amir.page.getByRole('button', { name: /^Chat/ }).click();
    const chat = amir.page.getByRole('complementary', { name: 'Chat' });
    await expect(chat.getByText('To the room')).toBeVisible();
    await chat.getByRole('textbox').fill('Answer of room one');
    await chat.getByRole('textbox').press('Enter');
    await expect(chat.getByText('Answer of room one')).toBeVisible();
    await mark(amir).press('Enter');
  });

  await test.step('the time is put off; closing counts down, and everybody is back', async () => {
    const left = () => panel(ines).getByRole('timer').first().innerText();
    expect(await left()).toMatch(/ ?(9|8|7|6):\d\d/);
    await panel(ines).getByRole('button', { name: '5 minutes more' }).press('Enter');
    await expect.poll(left).toMatch(/1[0-4]:\d\d/);
    await panel(ines).getByRole('button', { name: 'Close in 60 s' }).press('Enter');
    await expect(amir.page.getByText(/The rooms close in [01]:\d\d/)).toBeVisible();
    await expect(amir.page.getByText('The rooms close in one minute')).toBeAttached();
    await expectAccessibleEverywhere(amir.page, 'the last minute');
    await panel(ines).getByRole('button', { name: 'Close now …' }).press('Enter');
    await ines.page.getByRole('dialog').getByRole('button', { name: 'Close now' }).press('Enter');
    await expect(mark(amir)).toBeHidden();
    await expect(panel(ines).getByRole('button', { name: 'Open rooms' })).toBeVisible();
    await expect(panel(amir).getByText('The rooms are not open')).toBeVisible();
  });

  await test.step('what a room wrote is brought to the main room, and can be read after the end', async () => {
    await panel(ines).getByRole('button', { name: 'Bring Room 1 to the main room' }).press('Enter');
    await panel(ines)
      .getByRole('checkbox', { name: /^Board/ })
      .uncheck();
    await panel(ines)
      .getByRole('checkbox', { name: /^Notes/ })
      .uncheck();
    await expectAccessibleEverywhere(ines.page, 'bringing a room');
    await panel(ines).getByRole('button', { name: 'Bring', exact: true }).press('Enter');
    await expect(panel(ines).getByText('Brought to the main room')).toBeVisible();
    expect((await ines.api.post(`/api/sessions/${id}/end/`)).ok()).toBe(true);
    const rooms = amir.page.getByRole('region', { name: 'Rooms', exact: true });
    await expect(rooms.getByText('Answer of room one')).toBeVisible();
    await expect(rooms.getByText('Swap roles now')).toBeVisible();
    await expectAccessibleEverywhere(amir.page, 'the rooms of a session that is over');
    await lotte.page.getByRole('region', { name: 'Rooms', exact: true }).waitFor();
    await expect(lotte.page.getByText('Answer of room one')).toHaveCount(0);
  });
});
