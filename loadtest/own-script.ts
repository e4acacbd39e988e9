import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../kernel/usage-error.ts';
import type { Drive } from './drive.ts';
import { type Recorder, recorderVariable } from './plugin/recorder.ts';
import { artilleryOf, runArtillery } from './run-artillery.ts';

const plugins = join(import.meta.dirname, 'plugin');
const ending = extname(import.meta.filename);

/** An Artillery script of somebody, and how its requests are told apart. */
export interface OwnScript {
  /** The folder of the app, which has Artillery installed. */
  readonly root: string;
  /** Absolute path. */
  readonly script: string;
  /** The field of bodies that says what they are about. */
  readonly keyField: string;
}

/**
 * Drives an app by somebody's own Artillery script. The script stays as it is; only when its users come is said by the load, so
 * that every run asks the same, and what it draws by chance is drawn by the seed.
 * @throws UsageError where Artillery is not installed
 */
export function ownScript({ root, script, keyField }: OwnScript): Drive {
  refuseWithoutArtillery(root);
  return ({ system: _, ...load }) => {
    const { after = 0, seed, runDir } = load;
    const recorder: Recorder = { clientLog: join(runDir, 'client.jsonl'), keyField, after };
    return runArtillery(load, {
      ...{ from: root, script },
      nodeArgs: ['--import', pathToFileURL(join(plugins, `seeded-chance${ending}`)).href],
      environment: {
        FAULTLINE_SEED: String(seed + after),
        [recorderVariable]: JSON.stringify(recorder),
        // A plug-in is looked for by its scope and its name, which together may be a path.
        ARTILLERY_PLUGINS: JSON.stringify({ [`recorder${ending}`]: { scope: `${plugins}/` } }),
      },
    });
  };
}

function refuseWithoutArtillery(root: string): void {
  try {
    artilleryOf(root);
  } catch (cause) {
    throw new UsageError('the input is a script for Artillery, which is not installed here', {
      hint: 'Install it: npm install --save-dev artillery',
      cause,
    });
  }
}
