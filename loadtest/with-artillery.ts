import { join } from 'node:path';
import type { Drive } from './drive.ts';
import { runLoad } from './run-load.ts';

/** Drives a load with Artillery, whose workers load the module of the system. */
export const withArtillery: Drive = ({ system, ...load }) =>
  runLoad({ ...load, system: join(system.folder, 'system.ts') });
