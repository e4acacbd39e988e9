import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium or Chrome: `FAULTLINE_CHROMIUM` if set, else one of the PATH or of macOS; undefined if none. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const { FAULTLINE_CHROMIUM: chosen, PATH = '' } = environment;
  if (chosen !== undefined && chosen !== '') return chosen;
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...applications].find((path) => existsSync(path));
}
