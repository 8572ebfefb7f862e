// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { MessageField } from './MessageField.tsx';

afterEach(cleanup);

const ines = { id: 1, first_name: 'Inês', last_name: 'Duarte', username: 'ines.d' };
const ivo = { id: 3, first_name: 'Ivo', last_name: 'Inman', username: 'ivo' };

function shown() {
  const acts = { onSend: vi.fn(), onEditLast: vi.fn(), onEscape: vi.fn(() => false), onFiles: vi.fn() };
  function Field() {
    const [value, setValue] = useState('');
    const field = useRef<HTMLTextAreaElement>(null);
    return (
      <MessageField
        field={field}
        value={value}
        label="Message"
        placeholder=""
        invalid={false}
        describedBy=""
        people={[ines, ivo]}
        onChange={setValue}
        {...acts}
      />
    );
  }
  render(<Field />);
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
  return { acts, box, user: userEvent.setup() };
}

test('Enter sends, Shift+Enter breaks the line', async () => {
  const { acts, box, user } = shown();
  await user.type(box, 'a{Shift>}{Enter}{/Shift}b');
  expect(box.value).toBe('a\nb');
  expect(acts.onSend).not.toHaveBeenCalled();
  await user.type(box, '{Enter}');
  expect(acts.onSend).toHaveBeenCalledOnce();
});

test('Enter that ends the composing of a word sends nothing', () => {
  const { acts, box } = shown();
  fireEvent.keyDown(box, { key: 'Enter', isComposing: true });
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 });
  expect(acts.onSend).not.toHaveBeenCalled();
});

test('the arrow up edits the last message only where nothing was typed', async () => {
  const { acts, box, user } = shown();
  await user.type(box, '{ArrowUp}');
  expect(acts.onEditLast).toHaveBeenCalledOnce();
  await user.type(box, 'a{ArrowUp}');
  expect(acts.onEditLast).toHaveBeenCalledOnce();
});

test('@ offers people; arrows choose, Enter inserts, and only then Enter sends', async () => {
  const { acts, box, user } = shown();
  await user.type(box, 'hi @i');
  const options = screen.getAllByRole('option');
  expect(options.map((one) => one.getAttribute('aria-selected'))).toEqual(['true', 'false']);
  await user.keyboard('{ArrowDown}');
  expect(box.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { selected: true }).id);
  await user.keyboard('{Enter}');
  expect(box.value).toBe('hi @ivo ');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(acts.onSend).not.toHaveBeenCalled();
  await user.keyboard('{Enter}');
  expect(acts.onSend).toHaveBeenCalledOnce();
});

test('Escape closes the offers and nothing else', async () => {
  const { acts, box, user } = shown();
  await user.type(box, '@in{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(acts.onEscape).not.toHaveBeenCalled();
  await user.keyboard('{Escape}');
  expect(acts.onEscape).toHaveBeenCalledOnce();
});
