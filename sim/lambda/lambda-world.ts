import type { Streams } from '../chance/streams.ts';
import type { Network } from '../network/network.ts';
import type { HttpRequest } from '../realm/owner.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Disturb } from './disturbance.ts';
import type { Logs } from './logs.ts';
import type { FunctionSettings } from './settings.ts';

/** What functions and their environments are in. */
export interface LambdaWorld {
  readonly timeline: Timeline;
  readonly startMs: number;
  readonly streams: Streams;
  readonly network: Network;
  readonly logs: Logs;
  readonly disturb: Disturb;
  /** The variables that Lambda itself sets. */
  readonly variablesOf: (settings: FunctionSettings, stream: string) => Readonly<Record<string, string>>;
  /** Whether a request is the lab's own: it reads the rules of faults. */
  readonly readsRules: (request: HttpRequest, variables: Readonly<Record<string, string>>) => boolean;
  /** Ends the simulation, for something is not modelled; throws. */
  readonly refuse: (what: string) => never;
  /** Notes whose code runs now, for whoever watches. */
  readonly enter: (name: string) => void;
}
