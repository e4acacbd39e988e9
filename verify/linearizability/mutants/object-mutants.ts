import type { ObjectRun } from './object-run.ts';
import type { Request } from './objects.ts';

/** A violation that is written into a valid run, on one key whose clients are all idle. */
export interface ObjectMutant {
  readonly model: string;
  readonly name: string;
  /** Calls of unknown outcome before it would explain it: the run must have none. */
  readonly needsCertainty?: true;
  readonly plant: (on: Planter) => void;
}

/** Writes calls on one key by hand. */
export class Planter {
  readonly #run: ObjectRun;
  readonly #key: string;
  #processes = 0;

  constructor(run: ObjectRun, key: string) {
    this.#run = run;
    this.#key = key;
  }

  fresh(): number {
    return this.#run.fresh();
  }

  /** What the object answers, in truth. */
  ask(request: Request): unknown {
    return this.#run.objectOf(this.#key).apply(request);
  }

  /** A call that begins and ends before anything else happens. */
  call(f: string, input?: unknown, output?: unknown): void {
    this.open(f, input)(output);
  }

  /** A call that is open until what is answered is called with its output. */
  open(f: string, input?: unknown): (output?: unknown) => void {
    const process = `planted:${this.#processes++}`;
    this.#run.write(process, this.#key, 'invoke', f, input);
    return (output) => this.#run.write(process, this.#key, 'ok', f, output);
  }
}

/** For objects that are read and written whole, whatever these are called. */
function registerMutants(model: string, read: string, write: string, of: (fresh: number) => unknown): ObjectMutant[] {
  const two = (on: Planter) => [of(on.fresh()), of(on.fresh())] as const;
  return [
    {
      model,
      name: 'an old value is read after a newer one was written',
      plant(on) {
        const [old, next] = two(on);
        on.call(write, old);
        on.call(write, next);
        on.call(read, undefined, old);
      },
    },
    {
      model,
      name: 'a value is read before it is written',
      plant(on) {
        const [value] = two(on);
        on.call(read, undefined, value);
        on.call(write, value);
      },
    },
    {
      model,
      name: 'during a write, an old value is read after the new one was',
      plant(on) {
        const [old, next] = two(on);
        on.call(write, old);
        const end = on.open(write, next);
        on.call(read, undefined, next);
        on.call(read, undefined, old);
        end();
      },
    },
    {
      model,
      name: 'a write is lost',
      plant(on) {
        const [old, lost] = two(on);
        on.call(write, old);
        on.call(read, undefined, old);
        const end = on.open(write, lost);
        const reading = on.open(read);
        end();
        reading(old);
        on.call(read, undefined, old);
      },
    },
  ];
}

export const objectMutants: readonly ObjectMutant[] = [
  ...registerMutants('register', 'read', 'write', (fresh) => fresh),
  ...registerMutants('cas-register', 'read', 'write', (fresh) => fresh),
  ...registerMutants('kv', 'get', 'put', (fresh) => `(${fresh})`),
  {
    model: 'cas-register',
    name: 'two compare-and-sets replace the same value',
    plant(on) {
      const [value, one, other] = [on.fresh(), on.fresh(), on.fresh()];
      on.call('write', value);
      const end = on.open('cas', [value, one]);
      on.call('cas', [value, other]);
      end();
    },
  },
  {
    model: 'cas-register',
    name: 'a compare-and-set is refused what is there',
    plant(on) {
      const value = on.fresh();
      on.call('write', value);
      on.call('cas', [value, on.fresh()], false);
    },
    needsCertainty: true,
  },
  {
    model: 'kv',
    name: 'an append is lost',
    plant(on) {
      const [value, lost, last] = [`(${on.fresh()})`, `(${on.fresh()})`, `(${on.fresh()})`];
      on.call('put', value);
      on.call('append', lost);
      on.call('append', last);
      on.call('get', undefined, value + last);
    },
  },
  {
    model: 'kv',
    name: 'appends change places',
    plant(on) {
      const [value, first, last] = [`(${on.fresh()})`, `(${on.fresh()})`, `(${on.fresh()})`];
      on.call('put', value);
      on.call('append', first);
      on.call('append', last);
      on.call('get', undefined, value + last + first);
    },
  },
  {
    model: 'queue',
    name: 'a value overtakes another',
    plant(on) {
      const [first, last] = [on.fresh(), on.fresh()];
      on.call('enqueue', first);
      on.call('enqueue', last);
      on.call('dequeue', undefined, last);
      on.call('dequeue', undefined, first);
    },
    needsCertainty: true,
  },
  {
    model: 'queue',
    name: 'a value is lost',
    plant(on) {
      const value = on.fresh();
      on.call('enqueue', value);
      for (let left = on.ask({ f: 'dequeue' }); left !== null; left = on.ask({ f: 'dequeue' })) {
        on.call('dequeue', undefined, left);
      }
      on.call('dequeue', undefined, null);
    },
    needsCertainty: true,
  },
  {
    model: 'queue',
    name: 'a value is dequeued twice at once',
    plant(on) {
      const value = on.fresh();
      on.call('enqueue', value);
      const end = on.open('dequeue');
      on.call('dequeue', undefined, value);
      end(value);
    },
  },
  {
    model: 'queue',
    name: 'a value is dequeued that nobody enqueued',
    plant: (on) => on.call('dequeue', undefined, on.fresh()),
  },
  {
    model: 'set',
    name: 'an add is lost',
    plant(on) {
      const value = on.fresh();
      on.call('add', value);
      on.call('contains', value, false);
    },
  },
  {
    model: 'set',
    name: 'a value comes back after it was removed',
    plant(on) {
      const value = on.fresh();
      on.call('add', value);
      on.call('contains', value, true);
      on.call('remove', value);
      on.call('contains', value, true);
    },
  },
  {
    model: 'set',
    name: 'while a value is added, it is found and then not found',
    plant(on) {
      const value = on.fresh();
      const end = on.open('add', value);
      on.call('contains', value, true);
      on.call('contains', value, false);
      end();
    },
  },
  {
    model: 'set',
    name: 'a read of all misses a value',
    plant(on) {
      const values = on.ask({ f: 'read' }) as unknown[];
      const value = on.fresh();
      on.call('add', value);
      on.call('read', undefined, values);
    },
  },
  {
    model: 'counter',
    name: 'an add is lost',
    plant(on) {
      on.call('add', 2);
      on.call('read', undefined, on.ask({ f: 'read' }));
    },
    needsCertainty: true,
  },
  {
    model: 'counter',
    name: 'an add counts twice',
    plant(on) {
      on.call('add', 2);
      on.call('read', undefined, Number(on.ask({ f: 'read' })) + 4);
    },
    needsCertainty: true,
  },
  {
    model: 'counter',
    name: 'during an add, the number goes up and down again',
    plant(on) {
      const before = Number(on.ask({ f: 'read' }));
      const end = on.open('add', 2);
      on.call('read', undefined, before + 2);
      on.call('read', undefined, before);
      end();
    },
    needsCertainty: true,
  },
  {
    model: 'mutex',
    name: 'two hold it one after the other',
    plant(on) {
      on.call('release');
      on.call('acquire');
      on.call('acquire');
    },
    needsCertainty: true,
  },
  {
    model: 'mutex',
    name: 'two get it at once',
    plant(on) {
      const end = on.open('acquire');
      on.call('acquire');
      end();
    },
    needsCertainty: true,
  },
  {
    model: 'mutex',
    name: 'it is released twice',
    plant(on) {
      on.call('acquire');
      on.call('release');
      on.call('release');
    },
    needsCertainty: true,
  },
  {
    model: 'lease',
    name: 'a token is given twice',
    plant(on) {
      const token = on.ask({ f: 'acquire' });
      const end = on.open('acquire');
      on.call('acquire', undefined, token);
      end(token);
    },
  },
  {
    model: 'lease',
    name: 'a holder that was overtaken writes',
    plant(on) {
      const [old, next] = [on.ask({ f: 'acquire' }), on.ask({ f: 'acquire' })];
      on.call('acquire', undefined, old);
      on.call('acquire', undefined, next);
      on.call('write', next);
      on.call('write', old);
    },
  },
  {
    model: 'lease',
    name: 'the holder is refused',
    plant(on) {
      const token = on.ask({ f: 'acquire' });
      on.call('acquire', undefined, token);
      on.call('write', token, false);
    },
  },
  {
    model: 'lease',
    name: 'somebody writes with a token that nobody was given',
    plant: (on) => on.call('write', Number(on.ask({ f: 'acquire' })) + 1000),
  },
  {
    model: 'stack',
    name: 'the first value is popped first',
    plant(on) {
      const [first, last] = [on.fresh(), on.fresh()];
      on.call('push', first);
      on.call('push', last);
      on.call('pop', undefined, first);
      on.call('pop', undefined, last);
    },
    needsCertainty: true,
  },
  {
    model: 'stack',
    name: 'a push is lost',
    plant(on) {
      const values: unknown[] = [];
      for (let value = on.ask({ f: 'pop' }); value !== null; value = on.ask({ f: 'pop' })) values.push(value);
      on.call('push', on.fresh());
      for (const value of values) on.call('pop', undefined, value);
      on.call('pop', undefined, null);
    },
    needsCertainty: true,
  },
  {
    model: 'stack',
    name: 'a value is popped twice at once',
    plant(on) {
      const value = on.fresh();
      on.call('push', value);
      const end = on.open('pop');
      on.call('pop', undefined, value);
      end(value);
    },
  },
];
