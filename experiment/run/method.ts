import type { Experiment } from '../file/experiment.ts';
import type { FaultWindow } from '../method/fault-step.ts';
import type { Asks } from '../watch/asks.ts';
import type { Offer } from './offer.ts';
import type { RunOptions } from './run-options.ts';
import type { RunTools } from './run-tools.ts';

/** What a method runs with. */
export interface MethodPhase {
  readonly experiment: Experiment;
  readonly seed: number;
  readonly options: RunOptions;
  readonly tools: RunTools;
  /** Ends the method. */
  readonly ending: AbortSignal;
  /** Aborted when a stop condition is breached. */
  readonly stop: AbortController;
  /** What people ask for meanwhile. */
  readonly asks: Pick<Asks, 'answerBy'>;
  /** Hears what is offered to the system, as soon as that is known. */
  readonly offered: (offer: Offer) => void;
}

/** What hurts a system, and when each fault was on. @throws whatever ended it */
export type Method = (
  phase: MethodPhase,
) => Promise<{ readonly keyPrefix: string; readonly windows: readonly FaultWindow[] }>;
