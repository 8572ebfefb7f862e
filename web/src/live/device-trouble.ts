import type { DeviceKind } from './media-connection.ts';

/** Why a camera or a microphone could not be used. */
export type DeviceTrouble =
  | 'denied'
  | 'in_use'
  | 'none_found'
  | 'over_constrained'
  | 'blocked_by_system'
  | 'insecure_page'
  | 'unknown';

/** `secure`: the browser offers devices to this page at all, which it does on https and localhost only. */
export function deviceTrouble(error: unknown, secure: boolean): DeviceTrouble {
  if (!secure) return 'insecure_page';
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      // The person and the operating system say no with the same name; only the words differ.
      return error instanceof Error && /system/i.test(error.message) ? 'blocked_by_system' : 'denied';
    case 'SecurityError':
      return 'insecure_page';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'none_found';
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      return 'over_constrained';
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

/** Whether the person has forbidden this page the device, as far as the browser tells. */
export async function isForbidden(kind: DeviceKind): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: kind })).state === 'denied';
  } catch {
    return false;
  }
}

/** Some browsers' over-constrained error is no Error. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
