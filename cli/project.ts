import { join, resolve } from 'node:path';

/** The folder that holds the project. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** Where the lab installs and keeps what is not part of the project; ignored by git. */
export const labFolder = join(projectRoot, '.lab');

/** Where runs are written; ignored by git. */
export const runsFolder = join(projectRoot, 'runs');
