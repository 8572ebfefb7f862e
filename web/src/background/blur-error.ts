/** The background cannot be blurred here or now. Whoever asked for it is told; the device itself is well. */
export class BlurError extends Error {
  override readonly name = 'BlurError';
}
