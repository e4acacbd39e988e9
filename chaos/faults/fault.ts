import type * as z from 'zod';
import type { Misfit } from './misfit.ts';

/**
 * Where a fault acts, and who carries its rules:
 * `function` around a handler, `record` on a message that it was given, `call` on an AWS call inside the SDK's retry loop
 * (rules in the chaos table); `setting` on the system's own settings (chaos lambdas, which note what to put back);
 * `cloud` on LocalStack's request path and `environment` under the function (the LocalStack plug-in).
 */
export const places = ['function', 'record', 'call', 'setting', 'cloud', 'environment'] as const;
export type Place = (typeof places)[number];

/** The part of a rule that shapes an effect. Whom it hits is not a fault's own business: that is {@link isHit}. */
export interface Aim<Parameters> {
  readonly id: string;
  readonly seed: number;
  readonly parameters: Parameters;
}

/** One chance for a fault to fire. */
export interface Occasion {
  /** The stable key: order id, idempotency key or message id. */
  readonly key: string;
  /** What is attempted for the key, where that may be several things: the operation and tables of an AWS call. */
  readonly point?: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
}

/** One kind of fault. A file of `chaos/faults/` holds exactly one and knows no clock, no network and no AWS client. */
export interface Fault<
  Name extends string = string,
  Target extends z.ZodType = z.ZodType,
  Parameters extends z.ZodType = z.ZodType,
  Effect = unknown,
> {
  /** A noun in kebab-case, unique in the catalogue. */
  readonly name: Name;
  readonly place: Place;
  /** One sentence for people. */
  readonly summary: string;
  /** A paragraph for `docs/faults.md`: what exactly happens, what it is like in production, what a sound system does. */
  readonly description: string;
  /** How a file would use it; the documentation shows it and a test reads it. */
  readonly example: {
    readonly target: z.input<Target>;
    readonly parameters?: z.input<Parameters>;
    readonly percentage?: number;
    readonly first?: number;
    readonly every?: number;
    readonly keys?: string;
  };
  /** What AWS Fault Injection Service calls it, where it has the fault: action, and its parameter for each of ours. */
  readonly fis?: { readonly action: string; readonly parameters: Readonly<Record<string, string>> };
  /**
   * Why Lambda or SQS would delete unprocessed messages if this hit an SQS consumer: a sentence for the middle of another.
   * It is refused there unless the rule allows loss.
   */
  readonly loses?: string;
  /** The parameter without which it loses none. Default: it loses whatever they are. */
  readonly losesWith?: string;
  /** What it may aim at: one of `target.ts`. */
  readonly target: Target;
  /** Its parameters, with defaults; units are in their names. */
  readonly parameters: Parameters;
  /** What of its target and parameters, each right by itself, can never act together. Default: all may. */
  misfit?(target: z.output<Target>, parameters: z.output<Parameters>): Misfit | undefined;
  /** How many attempts with a key it hits unless its rule says `first` or `every`. Default: all of them. */
  readonly first?: number;
  /** Whether a key shares one fate in all its attempts, as a poison message is poison each time. Default: each attempt draws. */
  readonly lasting?: boolean;
  /** What happens on an occasion that the rule hits. Pure. */
  decide(aim: Aim<z.output<Parameters>>, occasion: Occasion): Effect;
}
