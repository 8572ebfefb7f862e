import { board, drawBox, expectPage, openBoard, tab } from '#board.ts';
import { mark, panel, room } from '#breakout-panel.ts';
import { post } from '#crowd.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import { fieldOf, openNotes } from '#notes.ts';

/** Closes all rooms at once, by the panel that is open. */
async function closeNow(host: Person): Promise<void> {
  await panel(host).getByRole('button', { name: 'Close now …' }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Close now' }).click();
  await expect(panel(host).getByRole('button', { name: 'Open rooms' })).toBeVisible();
}

test('rooms of an earlier session, in which people choose, go on, come back, and bring what they made', async ({
  newPerson,
}) => {
  test.setTimeout(300_000);
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const earlier = await newClass(ines, [amir], 'Last week');
  await post(ines.api, `/api/sessions/${earlier}/breakouts/`, { names: ['Blue', 'Green'] });
  const id = await newClass(ines, [amir]);

  await test.step('the host takes over the rooms of last week', async () => {
    await ines.page.goto(`/sessions/${id}`);
    const section = ines.page.getByRole('region', { name: 'Breakout rooms' });
    await section.getByRole('button', { name: 'Use the rooms of an earlier session …' }).click();
    await ines.page.getByRole('button', { name: 'Use the rooms of Last week' }).click();
    await expect(section.getByRole('region', { name: 'Blue', exact: true })).toBeVisible();
    await expect(section.getByRole('region', { name: 'Green', exact: true })).toBeVisible();
  });

  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await ines.page.getByRole('button', { name: 'Breakout rooms', exact: true }).click();

  await test.step('who has no room is asked, chooses one, and finds it empty', async () => {
    const may = panel(ines).getByRole('switch', { name: 'Choose their room themselves' });
    await may.click();
    await expect(may).toBeChecked();
    await panel(ines).getByRole('button', { name: 'Open rooms' }).click();
    const strip = amir.page.getByRole('region', { name: 'Breakout rooms' });
    await expect(strip.getByText('The class is in breakout rooms. Choose yours.')).toBeVisible();
    await strip.getByRole('button', { name: 'Choose a room' }).click();
    await panel(amir).getByRole('button', { name: 'Join Green' }).click();
    await expect(mark(amir)).toContainText('Green');
    await expect(room(ines, 'Green').getByText(amir.name)).toBeVisible();
  });

  await test.step('what is written and drawn belongs to the room', async () => {
    await openNotes(amir);
    await fieldOf(amir).click();
    await amir.page.keyboard.type('Green has the answer');
    await openBoard(amir.page);
    await drawBox(amir.page, [0.3, 0.3], [0.6, 0.6]);
    await expectPage(amir.page);
    await board(amir.page).getByRole('button', { name: 'Close the board' }).click();
    await mark(amir).click();
    await panel(amir).getByRole('button', { name: 'Join Blue' }).click();
    await expect(mark(amir)).toContainText('Blue');
    await openNotes(amir);
    await expect(fieldOf(amir)).toBeVisible();
    await expect(fieldOf(amir)).not.toContainText('Green has the answer');
  });

  await test.step('one goes back to the main room, and to the first room again: all is there', async () => {
    await mark(amir).click();
    await panel(amir).getByRole('button', { name: 'Return to the main room' }).click();
    await expect(mark(amir)).toContainText('Main room');
    await panel(amir).getByRole('button', { name: 'Join Green' }).click();
    await expect(mark(amir)).toContainText('Green');
    await openNotes(amir);
    await expect(fieldOf(amir)).toContainText('Green has the answer');
    await closeNow(ines);
    await expect(mark(amir)).toBeHidden();
  });

  await test.step('board and notes are brought to the main room', async () => {
    await panel(ines).getByRole('button', { name: 'Bring Green to the main room' }).click();
    await panel(ines).getByRole('checkbox', { name: /^Chat/ }).uncheck();
    await panel(ines).getByRole('button', { name: 'Bring', exact: true }).click();
    await expect(panel(ines).getByText('Brought to the main room')).toBeVisible();
    await expect(fieldOf(amir)).toContainText('Green has the answer');
    await openBoard(amir.page);
    await tab(amir.page, 'Green: 1').click();
    await expectPage(amir.page);
    await board(amir.page).getByRole('button', { name: 'Close the board' }).click();
  });

  await test.step('where the host forbids it, nobody returns by themselves', async () => {
    const may = panel(ines).getByRole('switch', { name: 'Return to the main room' });
    await may.click();
    await expect(may).not.toBeChecked();
    await panel(ines).getByRole('button', { name: 'Open rooms' }).click();
    await amir.page
      .getByRole('region', { name: 'Breakout rooms' })
      .getByRole('button', { name: /^(Choose a room|Join)/ })
      .click();
    await panel(amir).getByRole('button', { name: 'Join Blue' }).click();
    await expect(mark(amir)).toContainText('Blue');
    await expect(panel(amir).getByText('You can go back to the main room once the rooms close.')).toBeVisible();
    await expect(panel(amir).getByRole('button', { name: 'Return to the main room' })).toHaveCount(0);
    await closeNow(ines);
    await expect(mark(amir)).toBeHidden();
  });
});
