/** What is to happen, and when. */
interface Due {
  readonly atMs: number;
  /** Events of the same time happen in the order in which they were planned. */
  readonly turn: number;
  readonly run: () => void;
  isCancelled: boolean;
}

/** Virtual time: it stands still while anything runs, and goes on to the next event that was planned. */
export class Timeline {
  #nowMs: number;
  #turn = 0;
  /** A binary heap, the next event first. */
  readonly #heap: Due[] = [];

  /** @param startMs epoch milliseconds */
  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  /** Epoch milliseconds, with a fraction. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** How many events have happened. */
  happened = 0;

  /** Plans an event; what should have been before is now. Returns what cancels it. */
  at(atMs: number, run: () => void): () => void {
    const due: Due = { atMs: Math.max(atMs, this.#nowMs), turn: this.#turn++, run, isCancelled: false };
    this.#push(due);
    return () => {
      due.isCancelled = true;
    };
  }

  /** The same, some time from now. */
  after(ms: number, run: () => void): () => void {
    return this.at(this.#nowMs + Math.max(0, ms), run);
  }

  /** Lets the next event happen. @returns whether there was one */
  step(): boolean {
    for (let due = this.#pop(); due !== undefined; due = this.#pop()) {
      if (due.isCancelled) continue;
      this.#nowMs = due.atMs;
      this.happened += 1;
      due.run();
      return true;
    }
    return false;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(due);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(due, heap[parent] as Due)) break;
      heap[place] = heap[parent] as Due;
      place = parent;
    }
    heap[place] = due;
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Due, heap[child] as Due)) child += 1;
      if (!isBefore(heap[child] as Due, last)) break;
      heap[place] = heap[child] as Due;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.turn < b.turn);
}
