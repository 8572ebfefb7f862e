import { expect, test } from 'vitest';
import { mediaUrl } from './media-url.ts';

test('a path is on our own origin, with TLS where the page has it', () => {
  expect(mediaUrl('/livekit', { protocol: 'http:', host: 'localhost:3000' })).toBe('ws://localhost:3000/livekit');
  expect(mediaUrl('/livekit', { protocol: 'https:', host: 'class.example' })).toBe('wss://class.example/livekit');
});

test('an address stays as it is', () => {
  expect(mediaUrl('wss://media.example', { protocol: 'http:', host: 'x' })).toBe('wss://media.example');
});
