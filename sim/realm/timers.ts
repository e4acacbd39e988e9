import { AsyncLocalStorage } from 'node:async_hooks';
import { currentOwner, type Owner } from './owner.ts';

type Callback = (...args: unknown[]) => void;

const LONGEST_MS = 2 ** 31 - 1;
/** By their numbers, for those who keep a timer as a number. */
const numbered = new Map<number, Timer>();
let numbers = 0;

/** A timer of virtual time with the methods of Node's own. */
class Timer {
  readonly #owner: Owner = currentOwner();
  readonly #inContext = AsyncLocalStorage.snapshot();
  readonly #ms: number;
  readonly #repeats: boolean;
  readonly #run: () => void;
  #cancel: () => void = () => undefined;
  #number: number | undefined;
  #refs = true;

  constructor(callback: Callback, ms: unknown, args: readonly unknown[], repeats: boolean) {
    if (typeof callback !== 'function') {
      const error = new TypeError('The "callback" argument must be of type function.');
      throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
    }
    const asked = Number(ms);
    this.#ms = asked >= 1 && asked <= LONGEST_MS ? Math.trunc(asked) : 1;
    this.#repeats = repeats;
    this.#run = () => callback(...args);
    this.#plan();
  }

  #plan(): void {
    this.#cancel = this.#owner.after(this.#ms, () => {
      if (this.#repeats) this.#plan();
      else this.#forget();
      this.#inContext(this.#run);
    });
  }

  #forget(): void {
    if (this.#number !== undefined) numbered.delete(this.#number);
  }

  close(): this {
    this.#cancel();
    this.#forget();
    return this;
  }

  refresh(): this {
    this.#cancel();
    this.#plan();
    return this;
  }

  ref(): this {
    this.#refs = true;
    return this;
  }

  unref(): this {
    this.#refs = false;
    return this;
  }

  hasRef(): boolean {
    return this.#refs;
  }

  [Symbol.toPrimitive](): number {
    if (this.#number === undefined) {
      numbers += 1;
      this.#number = numbers;
      numbered.set(numbers, this);
    }
    return this.#number;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function clear(timer: unknown): void {
  if (timer instanceof Timer) timer.close();
  else if (typeof timer === 'number' || typeof timer === 'string') numbered.get(Number(timer))?.close();
}

/** What `node:timers` has, in virtual time; the same functions are global. */
export const timers = {
  setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) => new Timer(callback, ms, args, false),
  setInterval: (callback: Callback, ms?: number, ...args: unknown[]) => new Timer(callback, ms, args, true),
  // The smallest step of virtual time: after all that is due now.
  setImmediate: (callback: Callback, ...args: unknown[]) => new Immediate(callback, args),
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate: (immediate: unknown) => {
    if (immediate instanceof Immediate) immediate[Symbol.dispose]();
  },
};

class Immediate {
  readonly #cancel: () => void;

  constructor(callback: Callback, args: readonly unknown[]) {
    const inContext = AsyncLocalStorage.snapshot();
    this.#cancel = currentOwner().after(0, () => inContext(() => callback(...args)));
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }
}

interface Waiting {
  readonly signal?: AbortSignal | undefined;
}

function wait<Value>(plan: (done: () => void) => () => void, value: Value, { signal }: Waiting = {}): Promise<Value> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(Object.assign(new AbortError(), { cause: signal?.reason }));
    if (signal?.aborted) return refuse();
    const onAbort = () => {
      cancel();
      refuse();
    };
    const cancel = plan(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    return undefined;
  });
}

/** As `node:timers/promises` rejects. */
class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'ABORT_ERR';

  constructor() {
    super('The operation was aborted');
  }
}

/** A wait for so long, as `node:timers/promises` has it. */
export function waitFor<Value>(ms?: number, value?: Value, options?: Waiting): Promise<Value | undefined> {
  const plan = (done: () => void) => {
    const timer = timers.setTimeout(done, ms);
    return () => clear(timer);
  };
  return wait(plan, value, options);
}

/** What `node:timers/promises` has. */
export const timersPromises = {
  setTimeout: waitFor,
  setImmediate: <Value>(value?: Value, options?: Waiting) =>
    wait(
      (done) => {
        const immediate = timers.setImmediate(done);
        return () => timers.clearImmediate(immediate);
      },
      value,
      options,
    ),
  async *setInterval<Value>(ms?: number, value?: Value, options?: Waiting) {
    for (;;) {
      await waitFor(ms, undefined, options);
      yield value;
    }
  },
};
