import type { Checker } from '../../verdict/checker.ts';
import type { Draw } from './draw.ts';
import type { Drafts } from './saga-run.ts';

/** A violation to plant in a valid run of its family, and who must find it. */
export interface Mutant {
  readonly name: string;
  /** The checker that must call the history invalid. */
  readonly caughtBy: string;
  /** Changes the run; answers the id that the counterexample must name. */
  readonly plant: (run: Drafts) => string;
}

/** Checkers that share a vocabulary, with the runs and the violations that they are proven on. */
export interface Family {
  readonly name: string;
  readonly checkers: readonly Checker[];
  /** A valid run, about as long as `size` says; it holds what every mutant needs, whatever the size. */
  readonly runOf: (draw: Draw, size: number) => Drafts;
  readonly mutants: readonly Mutant[];
}

/** After everything in a made-up run, ns. */
export const muchLater = 4e15;
