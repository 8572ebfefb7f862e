/** Loudness from 0 to 1 of samples around zero, on a scale that follows the ear: speech is near the middle. */
export function level(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = Math.sqrt(sum / Math.max(samples.length, 1));
  if (loudness === 0) return 0;
  const decibels = 20 * Math.log10(loudness);
  return Math.min(1, Math.max(0, (decibels + 60) / 60));
}
