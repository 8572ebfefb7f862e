/** Milliseconds since 1970 with their fractions; unlike the system's clock it does not jump. */
export const now = () => performance.timeOrigin + performance.now();
