// @vitest-environment jsdom
import '#i18n/add-settings-texts.ts';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer, preferences } from '#settings/preferences.ts';
import { BackgroundSwitch } from './BackgroundSwitch.tsx';

beforeEach(() => {
  prefer(DEFAULTS);
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A camera that says of itself what it can. */
function cameraThat(backgroundBlur: boolean[]) {
  const track = { getCapabilities: () => ({ backgroundBlur }) };
  return { mediaStream: { getVideoTracks: () => [track] } as unknown as MediaStream };
}

function show(camera: ReturnType<typeof cameraThat> | null) {
  render(
    <MantineProvider env="test">
      <BackgroundSwitch camera={camera} />
    </MantineProvider>,
  );
}

test('where nothing can blur there is no choice', () => {
  show(cameraThat([true]));
  expect(screen.queryByRole('switch')).toBeNull();
});

test('where the camera can, the choice is kept', async () => {
  show(cameraThat([true, false]));
  await userEvent.click(screen.getByRole('switch', { name: /Blur my background/ }));
  expect(preferences().background).toBe('blur');
  await userEvent.click(screen.getByRole('switch', { name: /Blur my background/ }));
  expect(preferences().background).toBe('none');
});
