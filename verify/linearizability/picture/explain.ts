import type { HistoryEvent } from '../../history/event.ts';
import { jsonText } from '../../history/exact-json.ts';
import type { Linearization } from '../../verdict/linearization.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import type { Call } from '../calls/call.ts';
import type { Broken } from '../calls/model.ts';
import { nameOf, type Partition } from '../calls/partition.ts';
import type { AnyModel } from '../models/models.ts';
import type { Budget } from '../search/budget.ts';
import { type Found, Search } from '../search/search.ts';
import { linearizationOf } from './draw.ts';
import { describePrefix, longestPrefix, type Prefix } from './longest-prefix.ts';
import { prefixOfShortcut } from './shortcut-prefix.ts';

/** What is told of a key, and what a picture of it is drawn from, if that is known. */
export interface Explained extends Omit<Violation, 'id'> {
  readonly linearization?: Linearization;
}

/** For a picture beside a violation that is known without it, no more is spent than this. */
const bytesForPicture = 32 * 1024 * 1024;
/** And once time is over: some tens of milliseconds. */
const bytesAfterTime = 2 * 1024 * 1024;
const toldStates = 5;

/** Explains why keys of a history are not linearizable, or how far they are known to be. */
export class Explainer {
  readonly #history: Iterable<HistoryEvent>;
  readonly #model: AnyModel;
  readonly #budget: Budget;
  readonly #search: Search<unknown>;

  constructor(history: Iterable<HistoryEvent>, model: AnyModel, budget: Budget) {
    this.#history = history;
    this.#model = model;
    this.#budget = budget;
    this.#search = new Search(model);
  }

  /** The search found no order. */
  impossible(partition: Partition, found: Found): Explained {
    const prefix = this.#longest(partition, this.#budget, found);
    const { calls, returning } = partition;
    const culprit = calls[returning[prefix.returns] as number] as Call;
    const open = calls.filter((call) => call.call < culprit.return && call.return > culprit.call && call !== culprit);
    const states = this.#statesOf(prefix);
    const what =
      `${describe(culprit)} cannot be explained: the state before it was ${states.join(' or ')}, ` +
      `and ${open.length} other operations were open; the ${prefix.returns} returns before it are linearizable`;
    const linearization = this.#draw(partition, prefix, false);
    return { what, events: eventsOf([...open, culprit]), linearization };
  }

  /** A better algorithm found it broken. */
  broken(partition: Partition, { what, calls }: Broken): Explained {
    const told = { what, events: eventsOf(calls) };
    const shortcut = this.#model.shortcut as NonNullable<AnyModel['shortcut']>;
    const returns = prefixOfShortcut(partition, calls, shortcut, this.#budget.outOfTime);
    const prefix =
      returns === undefined
        ? this.#searchPrefix(partition)
        : this.#describe(partition, returns, { ...this.#budget, bytes: bytesForPicture });
    if (prefix === undefined) return told;
    const linearization = this.#draw(partition, prefix, false);
    return { ...told, what: `${what}; the ${prefix.returns} returns before that are linearizable`, linearization };
  }

  /** Where a shortcut does not apply to prefixes: as far as the search gets with little. */
  #searchPrefix(partition: Partition): Prefix | undefined {
    const budget = { ...this.#budget, bytes: bytesForPicture };
    const found = this.#search.run(partition, budget);
    if (found.valid !== false) return undefined;
    return this.#longest(partition, budget, found);
  }

  #longest(partition: Partition, budget: Budget, found: Found): Prefix {
    return longestPrefix(this.#search, partition, budget, found, this.#model.foresight !== undefined);
  }

  /** The search gave up after so many returns. */
  unfinished(partition: Partition, returns: number): Linearization {
    const bytes = this.#budget.outOfTime() ? bytesAfterTime : bytesForPicture;
    return this.#draw(partition, this.#describe(partition, returns, { outOfTime: () => false, bytes }), 'unknown');
  }

  /** Every call has its place: the picture shows one order of them all, if it is found again in time. */
  whole(partition: Partition): Linearization {
    const budget = { ...this.#budget, bytes: bytesForPicture };
    const prefix = describePrefix(this.#search, partition, budget, partition.returning.length);
    const outcome = { id: nameOf(partition), valid: true, states: [] };
    return linearizationOf(this.#history, this.#model, partition, prefix, outcome);
  }

  #describe(partition: Partition, returns: number, budget: Budget): Prefix {
    return describePrefix(this.#search, partition, budget, returns);
  }

  #draw(partition: Partition, prefix: Prefix, valid: false | 'unknown'): Linearization {
    const states = this.#statesOf(prefix);
    return linearizationOf(this.#history, this.#model, partition, prefix, { id: nameOf(partition), valid, states });
  }

  #statesOf({ states }: Prefix): string[] {
    return [...states].slice(0, toldStates).map((state) => this.#search.describe(state));
  }
}

function eventsOf(calls: readonly Call[]): number[] {
  return calls.flatMap((call) => (call.returned ? [call.call, call.return] : [call.call])).sort((a, b) => a - b);
}

function describe({ f, input, output }: Call): string {
  const asked = input === undefined ? f : `${f} ${jsonText(input)}`;
  return output === undefined || output === input ? asked : `${asked} -> ${jsonText(output)}`;
}
