import type { z } from 'zod';

/** Where a fault acts: around a handler, on a record that it was given, or on an AWS call (inside the SDK's retry loop). */
export type Place = 'function' | 'record' | 'call';

/** The part of a rule that decides: who is hit, and how hard. */
export interface Aim<Parameters> {
  readonly id: string;
  readonly seed: number;
  /** Share of the stable keys to hit, 0-100. */
  readonly percentage: number;
  readonly parameters: Parameters;
}

/** One chance for a fault to fire. */
export interface Occasion {
  readonly key: string;
  readonly attempt: number;
}

/** One kind of fault. A file of `chaos/faults/` holds exactly one and knows no clock, no network and no AWS client. */
export interface Fault<Name extends string, Parameters extends z.ZodType, Effect> {
  readonly name: Name;
  readonly place: Place;
  /** One sentence for people. */
  readonly summary: string;
  /** What AWS Fault Injection Service calls it, where it has the fault: action, and its parameter for each of ours. */
  readonly fis?: { readonly action: string; readonly parameters: Readonly<Record<string, string>> };
  readonly parameters: Parameters;
  /** The effect on this occasion, or undefined when it is spared. Pure. */
  decide(aim: Aim<z.output<Parameters>>, occasion: Occasion): Effect | undefined;
}
