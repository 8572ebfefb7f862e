/** Whether this browser can share a screen. Phones, for one, cannot. */
export function screenOffered(): boolean {
  return window.isSecureContext && navigator.mediaDevices !== undefined && 'getDisplayMedia' in navigator.mediaDevices;
}
