import { coordinationFamily } from './coordination-mutants.ts';
import { endFamily } from './end-mutants.ts';
import { experimentFamily } from './experiment-mutants.ts';
import type { Family } from './family.ts';
import { isolationFamily } from './isolation-mutants.ts';
import { messageFamily } from './message-mutants.ts';
import { recordFamily } from './record-mutants.ts';
import { recoveryFamily } from './recovery-mutants.ts';

/** Every family that is proven on runs drawn from a seed. */
export const families: readonly Family[] = [
  messageFamily,
  recordFamily,
  coordinationFamily,
  recoveryFamily,
  experimentFamily,
  isolationFamily,
  endFamily,
];
