import { expect, test } from 'vitest';
import '#i18n/add-screen-texts.ts';
import { i18n } from '#i18n/index.ts';
import { endWords } from './end-words.ts';

const { t } = i18n;

test('who shares instead is named, where that is known', () => {
  expect(endWords({ kind: 'refused', code: 'screen_taken' }, 'Ada', t).title).toBe('Ada is sharing a screen');
  expect(endWords({ kind: 'refused', code: 'screen_taken' }, null, t).title).toBe('Somebody else is sharing a screen');
});

test('each end has words, and what one can do about it a hint', () => {
  expect(endWords({ kind: 'ended', reason: 'host' }, null, t)).toEqual({
    title: 'The host stopped your screen',
    hint: null,
  });
  expect(endWords({ kind: 'trouble', trouble: 'blocked_by_system' }, null, t).hint).toContain('privacy settings');
  expect(endWords({ kind: 'refused', code: 'unreachable' }, null, t).hint).toContain('cannot be reached');
  expect(endWords({ kind: 'refused', code: 'screen_locked' }, 'Ada', t).title).toContain('Only the host');
});
