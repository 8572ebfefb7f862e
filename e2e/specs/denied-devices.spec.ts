import { chromium } from '#chromium.ts';
import { expectTrouble } from '#expect-trouble.ts';
import { test } from '#fixtures.ts';

// A person who says no whenever they are asked.
test.use({
  launchOptions: chromium(['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream']),
});

test('whoever says no is told how to allow it, can try again, and joins without', async ({ newPerson }) => {
  await expectTrouble(await newPerson('Ines'), 'Your browser does not let this page use the', 'Allow the');
});
