import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';

/** The folder that holds the project, or of the built package its modules. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** In the package everything is JavaScript, and lies where an install by npm may delete it at any time. */
export const isPackage = extname(import.meta.filename) === '.js';

/** Where all lies that is installed and all that runs; in the project ignored by git. */
export const labFolder =
  process.env.FAULTLINE_HOME ??
  (isPackage ? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'faultline') : join(projectRoot, '.lab'));

/** Where runs are written; ignored by git. */
export const runsFolder = isPackage ? resolve('.faultline', 'runs') : join(projectRoot, 'runs');

/** How its commands are typed, and what its messages begin with. */
export const labCommand = isPackage ? 'npx faultline' : './lab';
export const labName = isPackage ? 'faultline' : 'lab';

/** The command after which something is deployed and stays. */
export const deployCommand = isPackage ? 'npx faultline run --keep' : './lab deploy';
