// @vitest-environment jsdom
import '#i18n/add-board-texts.ts';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PageTabs } from './PageTabs.tsx';
import { threePages } from './testing-view.ts';

afterEach(cleanup);
beforeEach(() => {
  // jsdom lays nothing out, and so has nothing to scroll.
  Element.prototype.scrollIntoView = () => undefined;
});

const turn = vi.fn();
const named = vi.fn();
const added = vi.fn();

function Tabs({ may = true }: { may?: boolean }) {
  const [renaming, setRenaming] = useState<number | null>(null);
  return (
    <PageTabs
      pages={threePages().pages}
      page_id={12}
      controls="board-page"
      onTurn={turn}
      onAdd={may ? added : null}
      adding={false}
      renaming={renaming}
      onRename={setRenaming}
      onName={may ? named : null}
    >
      {null}
    </PageTabs>
  );
}

beforeEach(() => {
  turn.mockReset();
  named.mockReset();
  added.mockReset();
});

const tab = (name: string) => screen.getByRole('tab', { name });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

test('pages without a name are called after their place', () => {
  render(<Tabs />);
  expect(screen.getAllByRole('tab').map((one) => one.textContent)).toEqual(['Page 1', 'Vectors', 'Page 3']);
  expect(tab('Vectors').getAttribute('aria-selected')).toBe('true');
});

test('arrows go from tab to tab without turning, and around at the ends', () => {
  render(<Tabs />);
  expect(screen.getAllByRole('tab').map((one) => one.tabIndex)).toEqual([-1, 0, -1]);
  tab('Vectors').focus();
  for (const [key, name] of [
    ['ArrowRight', 'Page 3'],
    ['ArrowRight', 'Page 1'],
    ['ArrowLeft', 'Page 3'],
    ['Home', 'Page 1'],
    ['End', 'Page 3'],
  ] as const) {
    press(key);
    expect(document.activeElement).toBe(tab(name));
    expect(tab(name).tabIndex).toBe(0);
  }
  expect(turn).not.toHaveBeenCalled();
  fireEvent.click(tab('Page 3'));
  expect(turn).toHaveBeenCalledExactlyOnceWith(13);
});

test('F2 or a double click writes a new name over the tab: Enter takes it, Escape does not', () => {
  render(<Tabs />);
  tab('Vectors').focus();
  press('F2');
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'New name of Vectors' });
  expect(field.value).toBe('Vectors');
  fireEvent.change(field, { target: { value: '  Sums  ' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(named).toHaveBeenCalledExactlyOnceWith(12, 'Sums');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(document.activeElement).toBe(tab('Vectors'));

  fireEvent.doubleClick(tab('Page 1'));
  const other = screen.getByRole('textbox', { name: 'New name of Page 1' });
  fireEvent.change(other, { target: { value: 'not this' } });
  fireEvent.keyDown(other, { key: 'Escape' });
  expect(named).toHaveBeenCalledOnce();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('the same name is no new one; an empty one is the way back to the number', () => {
  render(<Tabs />);
  tab('Vectors').focus();
  press('F2');
  fireEvent.blur(screen.getByRole('textbox'));
  expect(named).not.toHaveBeenCalled();
  press('F2');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '' } });
  fireEvent.blur(screen.getByRole('textbox'));
  expect(named).toHaveBeenCalledExactlyOnceWith(12, '');
});

test('whoever may not, neither adds nor renames', () => {
  render(<Tabs may={false} />);
  expect(screen.queryByRole('button', { name: 'Add a page' })).toBeNull();
  tab('Vectors').focus();
  press('F2');
  fireEvent.doubleClick(tab('Vectors'));
  expect(screen.queryByRole('textbox')).toBeNull();
});
