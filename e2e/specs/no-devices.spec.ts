import { chromium } from '#chromium.ts';
import { expectTrouble } from '#expect-trouble.ts';
import { test } from '#fixtures.ts';

// No fake ones: and the machine that tests has none either.
test.use({ launchOptions: chromium(['--use-fake-ui-for-media-stream']) });

test('without a camera and a microphone one is told to plug them in, and joins without', async ({ newPerson }) => {
  await expectTrouble(await newPerson('Ines'), /No (camera|microphone) was found/, /^Plug a/);
});
