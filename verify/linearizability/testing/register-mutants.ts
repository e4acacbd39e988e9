import type { ObjectMutant, Planter } from './planter.ts';

/** For objects that are read and written whole, whatever these are called. */
function wholeMutants(model: string, read: string, write: string, of: (fresh: number) => unknown): ObjectMutant[] {
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

/** Of objects that hold one value. */
export const registerMutants: readonly ObjectMutant[] = [
  ...wholeMutants('register', 'read', 'write', (fresh) => fresh),
  ...wholeMutants('cas-register', 'read', 'write', (fresh) => fresh),
  ...wholeMutants('kv', 'get', 'put', (fresh) => `(${fresh})`),
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
    model: 'cas-register',
    name: 'a compare-and-set is refused a value that is read before it and after it',
    plant(on) {
      const value = on.fresh();
      on.call('write', value);
      on.call('read', undefined, value);
      on.call('cas', [value, on.fresh()], false);
      on.call('read', undefined, value);
    },
  },
  {
    model: 'cas-register',
    name: 'a compare-and-set is refused a value that only an older one can have replaced',
    plant(on) {
      const [old, value] = [on.fresh(), on.fresh()];
      const end = on.open('write', old);
      on.call('read', undefined, old);
      on.call('write', value);
      on.call('cas', [value, on.fresh()], false);
      end();
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
];
