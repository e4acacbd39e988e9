import type { Call } from '../calls/call.ts';
import { type Model, never } from '../calls/model.ts';
import { Layout, type Partition } from '../calls/partition.ts';
import { Descent } from '../search/descent.ts';
import { Search } from '../search/search.ts';
import type { Placing } from './placing.ts';
import { sortedBy } from './sorted.ts';
import { initial, none, type Values } from './values.ts';

/** Chains from one place of an order to another, both included. */
interface Window {
  from: number;
  to: number;
  isOrdered: boolean;
}

/** The calls of a register, and an order in which all but a few fit. */
export interface Ground {
  readonly calls: readonly Call[];
  readonly values: Values;
  readonly placing: Placing;
  /** By call: the place of the chain with which it takes effect, or would. */
  readonly at: Int32Array;
}

/** So many chains on each side, and then so many times more, up to a last time. */
const firstReach = 1;
const growth = 4;
const lastReach = 64;
/** Of one search in a window; all together try no more configurations than this for each call. */
const bytesForWindow = 1024 * 1024;
const configurationsForCall = 2;

/**
 * Can an order be changed around some places so that the refused calls there fit, too? A window reaches from the start of
 * a chain to the start of a later one. What takes effect within it is ordered anew by trial: from the value before it,
 * and with what never returned and was called in it, if that helps.
 *
 * Such an order can stand in the place of the old one. What stands before the window was called before it began, and all
 * within returns later; what stands behind the window returns after its end, and all within is called before. So no call
 * comes before one that had returned before it was called. What the register holds at the end is what it held, unless
 * nothing stands behind: so windows that do not overlap are independent, even where one begins with the end of another.
 *
 * Windows without an order grow. False says nothing: none was found in the largest ones. O(n log n).
 */
export function isOrderedAround(misplaced: readonly number[], ground: Ground, model: Model<unknown>): boolean {
  const { calls, placing, values } = ground;
  const trial = new Trial(configurationsForCall * calls.length);
  let windows: Window[] = misplaced.map((place) => ({ from: place, to: place, isOrdered: false }));
  for (let reach = firstReach; reach <= lastReach && trial.isAffordable; reach *= growth) {
    windows = merged(windows.map((window) => (window.isOrdered ? window : grown(window, reach))));
    const open = windows.filter(({ isOrdered }) => !isOrdered);
    const members = membersOf(open, ground);
    for (const [number, window] of open.entries()) {
      const before = placing.heads[window.from - 1];
      const held = before === undefined ? model.initial : heldAfter(before, values, model);
      const partition = layOut([...(members[number] as readonly Call[]), ...endOf(window, ground, model)]);
      window.isOrdered = trial.findsOrder(partition, { ...model, initial: held });
    }
    if (windows.every(({ isOrdered }) => isOrdered)) return true;
  }
  return false;
}

/** Looks for orders of windows, as long as it is affordable. */
class Trial {
  #configurations: number;

  constructor(configurations: number) {
    this.#configurations = configurations;
  }

  get isAffordable(): boolean {
    return this.#configurations > 0;
  }

  findsOrder(partition: Partition, model: Model<unknown>): boolean {
    const outcome = new Descent(model).run(partition);
    if (outcome !== 'undecided' || !this.isAffordable) return outcome === 'linearizable';
    const { valid, configurations } = new Search(model).run(partition, {
      outOfTime: () => false,
      bytes: bytesForWindow,
    });
    this.#configurations -= configurations;
    return valid === true;
  }
}

/** A read behind all calls of a window, if something stands behind: it sees what the register held there. */
function endOf({ to }: Window, { placing: { heads }, values }: Ground, model: Model<unknown>): Call[] {
  if (heads[to + 1] === undefined) return [];
  const output = heldAfter(heads[to] as number, values, model);
  return [{ f: 'read', input: undefined, output, returned: true, call: never - 2, return: never - 1 }];
}

/** What the register holds after a chain: what was written or, by a compare-and-set, put in its place. */
function heldAfter(head: number, { after, writer }: Values, model: Model<unknown>): unknown {
  let value = head;
  while (after[value] !== none) value = after[value] as number;
  if (value === initial) return model.initial;
  const { input } = writer[value] as Call;
  return value === head ? input : (input as readonly unknown[])[1];
}

/** It may reach beyond the last place. */
function grown({ from, to }: Window, reach: number): Window {
  return { from: Math.max(0, from - reach), to: to + reach, isOrdered: false };
}

/** Windows that overlap become one, which must be ordered as a whole. */
function merged(windows: readonly Window[]): Window[] {
  const apart: Window[] = [];
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last === undefined || window.from > last.to) apart.push({ ...window });
    else {
      last.to = Math.max(last.to, window.to);
      last.isOrdered = false;
    }
  }
  return apart;
}

/** By window: its calls. */
function membersOf(windows: readonly Window[], { calls, at, placing }: Ground): Call[][] {
  const windowAt = new Int32Array(placing.heads.length).fill(none);
  for (const [number, { from, to }] of windows.entries()) windowAt.fill(number, from, to + 1);
  const members: Call[][] = windows.map(() => []);
  for (const [call, place] of at.entries()) members[windowAt[place] as number]?.push(calls[call] as Call);
  return members;
}

/** Some calls of a register in the order of time, as a partition of their own. */
export function layOut(calls: readonly Call[]): Partition {
  const layout = new Layout('', calls.length);
  const ends = sortedBy(calls.length, (call) => (calls[call]?.returned ? calls[call].return : undefined));
  let ended = 0;
  for (const call of calls) {
    while (ended < ends.length && (calls[ends[ended] as number] as Call).return < call.call)
      layout.end(ends[ended++] as number);
    layout.begin(call);
  }
  while (ended < ends.length) layout.end(ends[ended++] as number);
  return layout.partition();
}
