import { join, resolve } from 'node:path';

/** The folder that holds the project. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** Where runs are written; ignored by git. */
export const runsFolder = join(projectRoot, 'runs');
