import * as z from 'zod';

/** A row of a table, a number as a number. */
export type Row = Readonly<Record<string, unknown>>;

/** A message that lay in a queue at the end. */
export interface EndMessage {
  /** Its name. */
  readonly queue: string;
  /** What JSON stands for, where it is some. */
  readonly body: unknown;
}

/** What was asked of the app once, however often it was sent. */
export interface EndRequest {
  readonly key: string;
  /** From 1, as the input was told. */
  readonly number: number;
  /** `ok`: it was accepted; `fail`: it was refused; `info`: nobody knows. */
  readonly outcome: 'ok' | 'fail' | 'info';
}

/** How a run ended. */
export interface End {
  /** The rows of a table, called by its name or the id of its construct. @throws Error where no table is called so */
  table(called: string): readonly Row[];
  /** What lies in output queues. */
  readonly messages: readonly EndMessage[];
  readonly deadLetters: readonly EndMessage[];
  readonly requests: readonly EndRequest[];
}

/** Something that should not be: a sentence, or one with the key of what it is about, whose story the report tells. */
export type Broken = string | { readonly key: string; readonly what: string };

const broken = z.custom<(end: End) => Iterable<Broken>>((given) => typeof given === 'function', {
  error: 'expected a function of how a run ended, which returns what is broken: [] where nothing is',
});

/** What must hold at the end of every run of an app, besides what holds of any. */
export const ownInvariantSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected words with dashes, such as "one-bill-an-order"'),
  /** One sentence. */
  claim: z.string().min(1),
  broken,
});

/** An invariant of a config. */
export type OwnInvariant = z.output<typeof ownInvariantSchema>;
