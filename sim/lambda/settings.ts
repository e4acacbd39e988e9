import type { Evaluate } from '../sandbox/compile.ts';

/** A function as it is deployed, and as faults may change it. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly evaluate: Evaluate;
  readonly codeHash: string;
  readonly runtime: string;
  readonly logGroup: string;
  timeoutS: number;
  memoryMb: number;
  variables: Readonly<Record<string, string>>;
  /** Undefined: it shares what the account has. */
  reservedConcurrency: number | undefined;
}

/** What came of an invocation. */
export type InvocationOutcome =
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionFailure }
  | { readonly kind: 'throttled' };

/** An error as Lambda answers it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
