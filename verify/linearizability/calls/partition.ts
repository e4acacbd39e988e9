import type { HistoryEvent } from '../../history/event.ts';
import type { Call } from './call.ts';
import type { Model } from './model.ts';

/**
 * The calls of one key, laid out in time. Returns are numbered in their order; between two of them, new calls open. Each
 * open call holds a slot, which is free again after its return; calls that never return keep theirs.
 */
export interface Partition {
  readonly key: string | number;
  /** In the order of their invocations. */
  readonly calls: readonly Call[];
  /** By return: the call that returns. */
  readonly returning: readonly number[];
  /** By return n: the calls that open after return n − 1 and before it are those from `opened[n]` to `opened[n + 1]`. */
  readonly opened: readonly number[];
  /** By call. */
  readonly slot: readonly number[];
  readonly slots: number;
}

/** What a key is called in violations. */
export function nameOf({ key }: Pick<Partition, 'key'>): string {
  return key === '' ? 'history' : String(key);
}

const open = -1;
const failed = -2;

/**
 * The calls of a history by key. `fail` did not happen and is left out; a call whose end is `info` or missing never
 * returned; a read that never returned says nothing. Events of another vocabulary (faults) are skipped when the nemesis
 * wrote them. O(n).
 * @throws Error for an operation that the model does not know, or a return without a call
 */
export function partitionsOf(history: readonly HistoryEvent[], model: Model<unknown>): Partition[] {
  const ends = endsOf(history, Object.keys(model.operations), model.name);
  const partitions = new Map<string | number, Layout>();
  const owners: (Layout | undefined)[] = new Array(history.length);
  for (let at = 0; at < history.length; at++) {
    const end = ends[at] as number;
    if (end === failed) continue;
    const event = history[at] as HistoryEvent;
    if (event.type !== 'invoke') {
      // The end of a call: `end` is its invocation.
      owners[end]?.end(ends[end] as number);
      continue;
    }
    const { f, value: input } = event;
    const answer = end === open ? undefined : (history[end] as HistoryEvent);
    const returned = answer !== undefined;
    const call = {
      f,
      input,
      output: answer?.value,
      returned,
      call: event.index,
      return: returned ? answer.index : Number.POSITIVE_INFINITY,
    };
    if (!returned && model.isRead(call)) continue;
    const key = event.key ?? '';
    let partition = partitions.get(key);
    if (partition === undefined) {
      partition = new Layout(key);
      partitions.set(key, partition);
    }
    // From here on the place of the invocation holds the number of the call.
    ends[at] = partition.begin(call);
    owners[at] = partition;
  }
  return [...partitions.values()];
}

/** A partition in the making: calls begin and end in the order of time. */
export class Layout implements Partition {
  readonly key: string | number;
  readonly calls: Call[] = [];
  readonly returning: number[] = [];
  readonly opened: number[] = [0];
  readonly slot: number[] = [];
  readonly #free: number[] = [];
  slots = 0;

  constructor(key: string | number) {
    this.key = key;
  }

  /** The number of the call. */
  begin(call: Call): number {
    this.slot.push(this.#free.pop() ?? this.slots++);
    return this.calls.push(call) - 1;
  }

  /** A call returns. */
  end(call: number): void {
    this.returning.push(call);
    this.opened.push(this.calls.length);
    this.#free.push(this.slot[call] as number);
  }
}

/**
 * By place in the history: of an invocation, the place of its `ok`, or `open`; of an `ok`, the place of its invocation.
 * `failed` for all other events.
 */
function endsOf(history: readonly HistoryEvent[], known: readonly string[], model: string): number[] {
  const ends = new Array<number>(history.length).fill(failed);
  const numbers = new Map<HistoryEvent['process'], number>();
  const asked: number[] = [];
  let last = '';
  for (let at = 0; at < history.length; at++) {
    const { process, type, f, index } = history[at] as HistoryEvent;
    if (process === 'nemesis') continue;
    let number = numbers.get(process);
    if (number === undefined) {
      number = asked.push(open) - 1;
      numbers.set(process, number);
    }
    if (type === 'invoke') {
      if (f !== last && !known.includes(f)) {
        throw new Error(`event ${index}: the model ${model} knows ${known.join(', ')}, got ${f}`);
      }
      last = f;
      ends[at] = open;
      asked[number] = at;
      continue;
    }
    const invocation = asked[number] as number;
    asked[number] = open;
    if (invocation !== open) {
      if (type === 'info') continue;
      ends[invocation] = type === 'ok' ? at : failed;
      if (type === 'ok') ends[at] = invocation;
    } else if (type !== 'info') {
      throw new Error(`event ${index}: process ${process} returned from what it never called`);
    }
  }
  return ends;
}
