/** Why a camera or a microphone could not be used. */
export type DeviceTrouble = 'denied' | 'in_use' | 'none_found' | 'blocked_by_system' | 'insecure_page' | 'unknown';

/** `secure`: the browser offers devices to this page at all, which it does on https and localhost only. */
export function deviceTrouble(error: unknown, secure: boolean): DeviceTrouble {
  if (!secure) return 'insecure_page';
  if (!(error instanceof Error)) return 'unknown';
  switch (error.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      // The person and the operating system say no with the same name; only the words differ.
      return /system/i.test(error.message) ? 'blocked_by_system' : 'denied';
    case 'SecurityError':
      return 'insecure_page';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'none_found';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'unknown';
  }
}

export function devicesOffered(): boolean {
  return window.isSecureContext && navigator.mediaDevices !== undefined;
}
