declare global {
  /** Where zod keeps its settings, and looks for them before it makes its own. */
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

// Schemas would compile themselves to code, and try that as they are made. Our pages do not let text become code, and
// browsers report the try. So this is said before the first schema, and without loading zod for it.
globalThis.__zod_globalConfig = { jitless: true };

export {};
