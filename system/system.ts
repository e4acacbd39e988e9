import type { Stack } from 'aws-cdk-lib';
import type { Judging } from './judging.ts';
import type { Probe } from './probe.ts';
import type { Sweepable } from './sweepable.ts';
import type { Workload } from './workload.ts';

/** What a key stands for, in headlines and tables: an order, orders. */
export interface Unit {
  readonly one: string;
  readonly many: string;
}

/** A table whose every write is kept, from its stream, so that the judge sees what was overwritten. */
export interface RecordedTable {
  /** Without the prefix of the system. */
  readonly table: string;
  /** The attribute that names a record. */
  readonly key: string;
  /** The attribute that tells when a record began, epoch milliseconds: what is older belongs to another run. */
  readonly createdAt: string;
}

/** A broken twin of a system, by the folder of its name, and how it is found out. */
export interface Sabotage {
  readonly name: string;
  readonly breaks: string;
  /** The experiment of the system that reveals it, and what of it does. */
  readonly experiment: string;
  readonly by: string;
  /** The invariants that it breaks in every such run; there may be more. */
  readonly caughtBy: readonly string[];
}

/** Fills a stack. @param bundle tells the folder of a handler's bundle, by its name in `handlers` */
export type FillStack = (stack: Stack, bundle: (handler: string) => string) => void;

/**
 * A system under test, and all that the lab knows of it. What can be discovered is not told: queues, dead-letter queues,
 * mappings, tables, functions and addresses are read from the deployed stack. What is heavy to load is loaded when it is asked for.
 */
export interface System {
  /** Its folder, its stack, and with a dash the prefix of all its physical names. */
  readonly name: string;
  /** What it promises, one sentence. */
  readonly claim: string;
  readonly unit: Unit;
  /** The field of its messages that holds the key: the same for middleware, wire, plug-in and simulator. */
  readonly keyField: string;
  /** Absolute path of its folder; the module that exports it as `system` is `system.ts` in there. */
  readonly folder: string;
  /** The file of each function's handler, below the folder; its bundle and, with the prefix, its function are called so. */
  readonly handlers: Readonly<Record<string, string>>;
  readonly stack: () => Promise<FillStack>;
  readonly workload: () => Promise<Workload>;
  /** What holds while nothing is done to it; asked before the method and after it. */
  readonly steadyState: readonly Probe[];
  /** What holds when nothing moves in it any more. */
  readonly quiet: readonly Probe[];
  readonly records: readonly RecordedTable[];
  readonly judging: () => Promise<Judging>;
  /** What is invoked once dead letters are back in their queues, so that what was given up for them goes on. */
  readonly onRedrive?: { readonly function: string; readonly payload: object };
  /** The experiment that runs where none is named. */
  readonly firstExperiment: string;
  readonly sabotages: readonly Sabotage[];
  /** Absent where there is no crash sweep of it. */
  readonly sweep?: () => Promise<Sweepable>;
}

/** A system as it is run and judged, whoever built it. */
export type SystemUnderTest = Omit<System, 'handlers' | 'stack' | 'firstExperiment' | 'sabotages'>;

/** Begins the physical names of a system. */
export function prefixOf({ name }: Pick<System, 'name'>): string {
  return `${name}-`;
}
