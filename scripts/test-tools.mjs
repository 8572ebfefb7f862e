import { execFileSync } from 'node:child_process';
import { SetUpError, say } from './command.mjs';
import { findOnPath } from './livekit.mjs';

/** Debian's packages and the program each brings. */
const tools = { chromium: 'chromium', ffmpeg: 'ffmpeg' };

/** The browser and the tools that the browser tests need, from the system's packages. */
export function ensureBrowser() {
  const missing = Object.keys(tools).filter((name) => !findOnPath(tools[name]));
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !findOnPath('apt-get')) {
    throw new SetUpError(
      `The browser tests need ${missing.join(' and ')}. Install with: sudo apt-get install ${missing.join(' ')}\n` +
        'Or run the other parts only: npm test -- lint types imports unit',
    );
  }
  say(`Installing ${missing.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    execFileSync('apt-get', ['-q', ...args], { stdio: 'inherit', env });
  }
}
