import { type HistoryEvent, type Key, nemesis, type ProcessId } from '../../history/event.ts';
import { EventError } from '../../history/history-error.ts';
import { endsAnother, neverBegan, stillOpen } from '../../history/open-operations.ts';
import type { Call } from './call.ts';
import { type Model, never } from './model.ts';
import { Numbers, zeros } from './numbers.ts';
import { Layout, type Partition } from './partition.ts';
import { UnknownWord } from './unknown-word.ts';

const none = -1;
/** Where what failed returns. */
const failed = -1;

/** A call whose end may not have been told yet. */
type Told = { -readonly [Field in keyof Call]: Call[Field] };

/**
 * The calls of a history by key. `fail` did not happen and is left out; a call whose end is `info` or missing never
 * returned; a read that never returned says nothing. Events of another vocabulary (faults) are skipped when the nemesis
 * wrote them. One pass over the history, of which nothing but its calls is kept. O(n).
 * @throws EventError for an operation or a value that the model does not know, a process that calls twice at once, a return
 * without a call
 */
export function partitionsOf(history: Iterable<HistoryEvent>, model: Model<unknown>): Partition[] {
  const calls = new Calls(model);
  for (const event of history) if (event.process !== nemesis) calls.add(event);
  return calls.partitions();
}

/** Calls as they are told: what becomes of one is known at its end only. */
class Calls {
  readonly #model: Model<unknown>;
  readonly #processes = new Map<ProcessId, number>();
  #lastProcess: ProcessId = '';
  #lastNumber = none;
  /** By process: its open call. */
  readonly #open: number[] = [];
  readonly #keys = new Map<Key, number>();
  #lastKey: Key = '';
  #lastKeyNumber = none;
  readonly #calls: Told[] = [];
  /** By call: its key, as soon as there are two. */
  readonly #keyOf = new Numbers();
  /** By key: how many calls it has at most. */
  readonly #sizes: number[] = [];
  /** Calls in the order in which they began and returned: each is here once or twice. */
  readonly #order = new Numbers();
  readonly #words: ReadonlySet<string>;

  constructor(model: Model<unknown>) {
    this.#model = model;
    this.#words = new Set(Object.keys(model.operations));
  }

  add(event: HistoryEvent): void {
    const process = this.#numberOf(event.process);
    const open = this.#open[process] as number;
    if (event.type === 'invoke') {
      if (open !== none) throw stillOpen(event, this.#told(open));
      this.#open[process] = this.#begin(event);
      return;
    }
    if (open === none) {
      // An annotation.
      if (event.type === 'info') return;
      throw neverBegan(event);
    }
    const call = this.#calls[open] as Told;
    if (event.f !== call.f) throw endsAnother(event, this.#told(open));
    this.#open[process] = none;
    if (event.type === 'info') return;
    call.return = event.type === 'ok' ? event.index : failed;
    if (event.type === 'fail') return;
    call.output = event.value;
    call.returned = true;
    this.#order.push(open);
  }

  partitions(): Partition[] {
    const names = [...this.#keys.keys()];
    const layouts = names.map((key, number) => new Layout(key, this.#sizes[number] as number));
    const isOne = names.length === 1;
    // From 1; 0: it does not count, or has not begun.
    const numbers = zeros(this.#calls.length);
    for (let n = 0; n < this.#order.length; n++) {
      const place = this.#order.at(n);
      const layout = layouts[isOne ? 0 : this.#keyOf.at(place)] as Layout;
      const number = numbers[place] as number;
      if (number > 0) layout.end(number - 1);
      else if (this.#counts(this.#calls[place] as Told)) numbers[place] = layout.begin(this.#calls[place] as Told) + 1;
    }
    return layouts.map((layout) => layout.partition()).filter(({ calls }) => calls.length > 0);
  }

  #begin(event: HistoryEvent): number {
    const { f, index } = event;
    const input = this.#model.inputOf === undefined ? event.value : this.#model.inputOf(event);
    if (!this.#words.has(f)) throw new UnknownWord(event, this.#model);
    const number = this.#keyNumberOf(event.key ?? '');
    if (this.#sizes.length > 1) this.#noteKey(number);
    this.#sizes[number] = (this.#sizes[number] as number) + 1;
    const call = { f, input, output: undefined, returned: false, call: index, return: never };
    this.#order.push(this.#calls.length);
    return this.#calls.push(call) - 1;
  }

  #noteKey(number: number): void {
    while (this.#keyOf.length < this.#calls.length) this.#keyOf.push(0);
    this.#keyOf.push(number);
  }

  /** What failed does not, nor a read that never returned. */
  #counts(call: Told): boolean {
    if (call.return === failed) return false;
    const fault = this.#model.faultOf?.(call);
    if (fault === undefined) return call.returned || !this.#model.isRead(call);
    const { of, expected } = fault;
    const event = { index: of === 'input' ? call.call : call.return, f: call.f };
    throw new EventError(event, { field: 'value', expected, got: call[of] });
  }

  #numberOf(process: ProcessId): number {
    if (process === this.#lastProcess && this.#lastNumber !== none) return this.#lastNumber;
    let number = this.#processes.get(process);
    if (number === undefined) {
      number = this.#open.push(none) - 1;
      this.#processes.set(process, number);
    }
    this.#lastProcess = process;
    this.#lastNumber = number;
    return number;
  }

  #keyNumberOf(key: Key): number {
    if (key === this.#lastKey && this.#lastKeyNumber !== none) return this.#lastKeyNumber;
    let number = this.#keys.get(key);
    if (number === undefined) {
      number = this.#sizes.push(0) - 1;
      this.#keys.set(key, number);
    }
    this.#lastKey = key;
    this.#lastKeyNumber = number;
    return number;
  }

  #told(call: number): Pick<HistoryEvent, 'f' | 'index'> {
    const { f, call: index } = this.#calls[call] as Told;
    return { f, index };
  }
}
