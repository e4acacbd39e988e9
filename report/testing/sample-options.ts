import type { Verdict } from '../../verify/verdict/verdict-schema.ts';
import type { SampleSystem } from './sample-systems.ts';

/** What kind of run to invent. */
export interface SampleOptions {
  /** How many operations. */
  readonly count: number;
  readonly seed: number;
  readonly verdict: Verdict['verdict'];
  /** Default: the order system. */
  readonly system?: SampleSystem;
  /** Whether it is a crash-point sweep. */
  readonly sweep?: boolean;
  /** Whether some faults were refused. */
  readonly refused?: boolean;
  /** Text that an attacker would put where an operation's data shows: into ids, rules, reasons, versions, nouns. */
  readonly hostile?: string;
}
