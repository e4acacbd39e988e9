import { jepsenMutants } from './jepsen-mutants.ts';
import { lockMutants } from './lock-mutants.ts';
import type { ObjectMutant } from './planter.ts';
import { registerMutants } from './register-mutants.ts';

/** Violations for every model. */
export const objectMutants: readonly ObjectMutant[] = [
  ...registerMutants,
  ...lockMutants,
  ...jepsenMutants,
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
    // Somebody who was never answered may have been given it.
    needsCertainty: true,
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
