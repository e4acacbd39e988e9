import { coordinationFamily } from './coordination-mutants.ts';
import type { Family } from './family.ts';
import { messageFamily } from './message-mutants.ts';

/** Every family that is proven on runs drawn from a seed. */
export const families: readonly Family[] = [messageFamily, coordinationFamily];
