import * as z from 'zod';

/** Parameter of faults that can end a process by an exit. */
export const exitCode = z.number().int().min(0).max(255).default(1).describe('Of an exit.');
