import { expect, test } from 'vitest';
import { preloads } from './preloads.ts';

const needs = ['assets/RoomBoard-B3gNcXxT.js', 'assets/RoomBoard-dHhLNTzT.css', 'assets/Menu-DMoNLhcr.js'];

test('the live page names the styles of its parts only; other pages name all that a part needs', () => {
  expect(preloads('', needs, { hostId: 'assets/live-CP5CmfhF.js' })).toEqual(['assets/RoomBoard-dHhLNTzT.css']);
  expect(preloads('', needs, { hostId: 'assets/session-list-CP5CmfhF.js' })).toEqual(needs);
  expect(preloads('', needs, { hostId: 'assets/live-face-BZoEIwMW.js' })).toEqual(needs);
});
