// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { feedWith, moderationWith, roomWith, viewWith } from '#live/testing.ts';
import { RoomMarks } from './RoomMarks.tsx';

afterEach(cleanup);

test('says what is locked for all, and that the door is closed', () => {
  const moderation = moderationWith({ locks: ['microphone', 'hand', 'board'], door_open: false });
  const room = roomWith({ chat_open: false });
  render(<RoomMarks feed={feedWith(viewWith({ moderation, room }, 'ongoing'))} />);
  const marks = screen.getAllByRole('listitem').map((one) => one.textContent);
  expect(marks).toEqual(['Door closed', 'Microphones locked', 'Chat closed', 'Hands locked', 'Board locked']);
});

test('nothing where nothing is', () => {
  render(<RoomMarks feed={feedWith(viewWith({}, 'ongoing'))} />);
  expect(screen.queryByRole('list')).toBeNull();
});
