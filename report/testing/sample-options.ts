import type { Verdict } from '../../verify/verdict/verdict-schema.ts';

/** What kind of run to invent. */
export interface SampleOptions {
  readonly orders: number;
  readonly seed: number;
  readonly verdict: Verdict['verdict'];
  /** Whether it is a crash-point sweep. */
  readonly sweep?: boolean;
  /** Whether some faults were refused. */
  readonly refused?: boolean;
  /** Text that an attacker would put where an order's data shows: into ids, rules, reasons, versions. */
  readonly hostile?: string;
}
