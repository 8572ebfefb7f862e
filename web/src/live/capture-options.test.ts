import { expect, test } from 'vitest';
import { DEFAULTS } from '#settings/preferences.ts';
import { captureOptions } from './capture-options.ts';

test('the device is the one that was chosen, and any where none was', () => {
  const preferred = { ...DEFAULTS, microphone_id: 'headset', camera_id: 'desk' };
  expect(captureOptions('microphone', preferred).deviceId).toBe('headset');
  expect(captureOptions('camera', preferred).deviceId).toBe('desk');
  expect(captureOptions('camera', DEFAULTS)).not.toHaveProperty('deviceId');
});

test('quality is the size of the picture', () => {
  const height = (quality: 'low' | 'standard' | 'high') =>
    captureOptions('camera', { ...DEFAULTS, quality }).resolution?.height;
  expect([height('low'), height('standard'), height('high')]).toEqual([360, 720, 1080]);
});

test('without noise suppression there is none of the stronger kind either', () => {
  const options = captureOptions('microphone', { ...DEFAULTS, noise_suppression: false });
  expect(options).toMatchObject({ noiseSuppression: false, voiceIsolation: false, echoCancellation: true });
});
