import { type HistoryEvent, type Key, nemesis, type ProcessId } from '../../history/event.ts';
import { EventError } from '../../history/history-error.ts';
import { endsAnother, neverBegan, stillOpen } from '../../history/open-operations.ts';
import type { Call } from './call.ts';
import { type Model, never } from './model.ts';
import { Layout, type Partition } from './partition.ts';
import { UnknownWord } from './unknown-word.ts';

const failed = -1;
const none = -1;

/**
 * The calls of a history by key. `fail` did not happen and is left out; a call whose end is `info` or missing never
 * returned; a read that never returned says nothing. Events of another vocabulary (faults) are skipped when the nemesis
 * wrote them. One pass over the history. O(n).
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
  /** By process: its open call. */
  readonly #open: number[] = [];
  readonly #processes = new Map<ProcessId, number>();
  #lastProcess: ProcessId = '';
  #lastNumber = none;
  readonly #layouts = new Map<Key, Layout>();
  #lastLayout: Layout | undefined;
  /** By call. */
  readonly #functions: string[] = [];
  readonly #inputs: unknown[] = [];
  readonly #outputs: unknown[] = [];
  readonly #owners: Layout[] = [];
  readonly #invoked: number[] = [];
  readonly #returned: number[] = [];
  /** Calls in the order in which they began and returned: each is here once or twice. */
  readonly #order: number[] = [];
  #known = '';

  constructor(model: Model<unknown>) {
    this.#model = model;
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
    if (event.f !== this.#functions[open]) throw endsAnother(event, this.#told(open));
    this.#open[process] = none;
    if (event.type === 'info') return;
    this.#returned[open] = event.type === 'ok' ? event.index : failed;
    if (event.type === 'fail') return;
    this.#outputs[open] = event.value;
    this.#order.push(open);
  }

  partitions(): Partition[] {
    const numbers = new Int32Array(this.#functions.length).fill(none);
    for (const call of this.#order) {
      const layout = this.#owners[call] as Layout;
      const number = numbers[call] as number;
      if (number >= 0) layout.end(number);
      else if (this.#returned[call] !== failed) {
        const made = this.#call(call);
        if (made !== undefined) numbers[call] = layout.begin(made);
      }
    }
    return [...this.#layouts.values()].filter(({ calls }) => calls.length > 0);
  }

  #begin(event: HistoryEvent): number {
    const { f } = event;
    if (f !== this.#known && !Object.hasOwn(this.#model.operations, f)) throw new UnknownWord(event, this.#model);
    this.#known = f;
    const call = this.#functions.push(f) - 1;
    this.#inputs.push(event.value);
    this.#outputs.push(undefined);
    this.#owners.push(this.#layoutOf(event.key ?? ''));
    this.#invoked.push(event.index);
    this.#returned.push(never);
    this.#order.push(call);
    return call;
  }

  /** A read that never returned is none. */
  #call(at: number): Call | undefined {
    const end = this.#returned[at] as number;
    const call: Call = {
      f: this.#functions[at] as string,
      input: this.#inputs[at],
      output: this.#outputs[at],
      returned: end !== never,
      call: this.#invoked[at] as number,
      return: end,
    };
    if (!call.returned && this.#model.isRead(call)) return undefined;
    const fault = this.#model.faultOf?.(call);
    if (fault === undefined) return call;
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

  #layoutOf(key: Key): Layout {
    if (this.#lastLayout?.key === key) return this.#lastLayout;
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      layout = new Layout(key);
      this.#layouts.set(key, layout);
    }
    this.#lastLayout = layout;
    return layout;
  }

  #told(call: number): Pick<HistoryEvent, 'f' | 'index'> {
    return { f: this.#functions[call] as string, index: this.#invoked[call] as number };
  }
}
