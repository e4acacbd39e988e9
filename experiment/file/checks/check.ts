import type { ExperimentFile } from '../fields.ts';

/** A mistake that no single field shows. */
export interface Mistake {
  /** Where in the file. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what to do, as a whole sentence without a full stop. */
  readonly says: string;
}

/** Finds one kind of mistake in an experiment whose fields are all right by themselves. */
export type Check = (experiment: ExperimentFile) => Mistake[];
