import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';

const openPolls = ({ page }: Person) => page.getByRole('button', { name: /^Polls/ }).click();

test('a poll from its question to its result', async ({ newPerson }) => {
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  const id = await newClass(ines, [amir, lotte]);
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await enter(lotte, id, 'Join');
  await openPolls(amir);
  await expect(amir.page.getByText('No polls yet')).toBeVisible();

  await openPolls(ines);
  await ines.page.getByRole('button', { name: 'New poll' }).click();
  await ines.page.getByRole('button', { name: 'Ask now' }).click();
  await expect(ines.page.getByText('Write a question.')).toBeVisible();
  await ines.page.getByRole('textbox', { name: 'Question' }).fill('Which one next?');
  await ines.page.getByRole('textbox', { name: 'Option 1' }).fill('Algebra');
  await ines.page.getByRole('textbox', { name: 'Option 2' }).fill('Geometry');
  await ines.page.getByRole('button', { name: 'Add an option' }).click();
  await ines.page.getByRole('textbox', { name: 'Option 3' }).fill('Neither');
  await ines.page.getByRole('switch', { name: /Anonymous/ }).click();
  await ines.page.getByRole('button', { name: 'Ask now' }).click();

  const [hers, his] = [ines.page, amir.page].map((page) => page.getByRole('article', { name: 'Which one next?' }));
  if (!hers || !his) throw new Error('There are two');
  await his.getByRole('radio', { name: 'Algebra' }).check();
  await his.getByRole('button', { name: 'Answer' }).click();
  await expect(his.getByText('You answered: Algebra')).toBeVisible();
  await expect(hers.getByRole('listitem').filter({ hasText: 'Algebra' })).toContainText('1 vote, 100 %');
  await expect(his.getByText('100 %')).toHaveCount(0);

  const opener = lotte.page.getByRole('button', { name: 'Polls', exact: true });
  await expect(opener).toHaveAccessibleDescription('1 question waits for your answer');
  await openPolls(lotte);
  await lotte.page.getByRole('radio', { name: 'Geometry' }).check();
  await lotte.page.getByRole('button', { name: 'Answer' }).click();
  await his.getByRole('radio', { name: 'Geometry' }).check();
  await his.getByRole('button', { name: 'Change my answer' }).click();
  await expect(hers.getByRole('listitem').filter({ hasText: 'Geometry' })).toContainText('2 votes, 100 %');

  await hers.getByRole('button', { name: 'Close poll' }).click();
  await expect(his.getByText('The instructor has not shown the result.')).toBeVisible();
  await expect(his.getByRole('radio')).toHaveCount(0);
  await hers.getByRole('button', { name: 'Show result to everyone' }).click();
  const geometry = his.getByRole('listitem').filter({ hasText: 'Geometry' });
  await expect(geometry).toContainText('2 votes, 100 %');
  await expect(geometry).toContainText('your answer');
  await expect(geometry).toContainText('Amir Test');
  await expect(geometry).toContainText('Lotte Test');
});

test('an anonymous poll tells nobody who voted for what', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await newClass(ines, [amir]);
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await openPolls(ines);
  await ines.page.getByRole('button', { name: 'New poll' }).click();
  await ines.page.getByRole('textbox', { name: 'Question' }).fill('Too fast?');
  await ines.page.getByRole('button', { name: 'Yes or no' }).click();
  await ines.page.getByRole('button', { name: 'Ask now' }).click();
  await openPolls(amir);
  await expect(amir.page.getByText('not even the instructor')).toBeVisible();
  await amir.page.getByRole('radio', { name: 'Yes' }).check();
  await amir.page.getByRole('button', { name: 'Answer' }).click();
  const poll = ines.page.getByRole('article', { name: 'Too fast?' });
  await expect(poll.getByRole('listitem').filter({ hasText: 'Yes' })).toContainText('1 vote, 100 %');
  await expect(poll).not.toContainText('Amir');
  const listed = await (await ines.api.get(`/api/sessions/${id}/polls/`)).json();
  expect(listed.items[0].result.votes).toBeNull();
});
