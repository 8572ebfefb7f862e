// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { feedWith, moderationWith, viewWith } from '#live/testing.ts';
import { RoomMarks } from './RoomMarks.tsx';

afterEach(cleanup);

test('says what is locked for all, and that the door is closed', () => {
  const moderation = moderationWith({ locks: ['microphone', 'hand'], door_open: false });
  const room = { chat_open: false, messages: [], has_older_messages: false, hands: [], word: null, polls: [] };
  render(<RoomMarks feed={feedWith(viewWith({ moderation, room }, 'ongoing'))} />);
  const marks = screen.getAllByRole('listitem').map((one) => one.textContent);
  expect(marks).toEqual(['Door closed', 'Microphones locked', 'Chat closed', 'Hands locked']);
});

test('nothing where nothing is', () => {
  render(<RoomMarks feed={feedWith(viewWith({}, 'ongoing'))} />);
  expect(screen.queryByRole('list')).toBeNull();
});
