// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { OwnMedia, type OwnMediaState } from '#live/own-media.ts';
import { prefer } from '#settings/preferences.ts';
import { DeviceNoticeList } from './DeviceNoticeList.tsx';

vi.stubGlobal(
  'matchMedia',
  vi.fn(() => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() })),
);
afterEach(cleanup);

const own = new OwnMedia(() => undefined);

function show(changes: Partial<OwnMediaState>, onJoin: (() => void) | null = null) {
  render(
    <MantineProvider>
      <DeviceNoticeList own={own} state={{ ...own.state, ...changes }} onJoin={onJoin} />
    </MantineProvider>,
  );
}

const { microphone, camera } = own.state;

test('a device in trouble says why and what to do, can be tried again, and one may join without it', () => {
  const want = vi.spyOn(own, 'want').mockResolvedValue();
  const onJoin = vi.fn();
  show({ camera: { ...camera, trouble: 'in_use' } }, onJoin);
  expect(screen.getByRole('alert').textContent).toContain('Your camera is in use');
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
  fireEvent.click(screen.getByRole('button', { name: 'Retry camera' }));
  expect(want).toHaveBeenCalledWith('camera', true);
  fireEvent.click(screen.getByRole('button', { name: 'Join without camera' }));
  expect(onJoin).toHaveBeenCalledOnce();
});

test('where one cannot join now, one goes on without it', () => {
  const dismiss = vi.spyOn(own.device('microphone'), 'dismissTrouble');
  show({ microphone: { ...microphone, trouble: 'denied' } });
  fireEvent.click(screen.getByRole('button', { name: 'Go on without microphone' }));
  expect(dismiss).toHaveBeenCalledOnce();
});

test('what was lost is named, and so is what stepped in; what was read is not shown', () => {
  const news = { kind: 'fell_back', lost: 'Desk', now: 'Built-in', seen: false } as const;
  show({ camera: { ...camera, news } });
  expect(screen.getByText('Desk is gone. You are seen through Built-in now.')).toBeDefined();
  cleanup();
  show({ camera: { ...camera, news: { ...news, seen: true } } });
  expect(screen.queryByRole('status')).toBeNull();
});

test('what is back is offered', () => {
  const comeBack = vi.spyOn(own.device('camera'), 'comeBack').mockResolvedValue();
  show({ camera: { ...camera, news: { kind: 'back', id: 'desk', name: 'Desk' } } });
  fireEvent.click(screen.getByRole('button', { name: 'Turn it on again' }));
  expect(comeBack).toHaveBeenCalledOnce();
});

test('whoever talks while a host has muted them is told so, with the key only where keys do something', () => {
  show({ talks_unheard: true });
  expect(screen.getByRole('status').textContent).toContain('Press M to be heard');
  cleanup();
  prefer({ shortcuts: false });
  show({ talks_unheard: true });
  expect(screen.getByRole('status').textContent).toContain('The host has muted you');
  expect(screen.getByRole('status').textContent).not.toContain('Press M');
});
