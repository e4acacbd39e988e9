import type { ObjectMutant, Planter } from './planter.ts';

/** Violations of any queue, in whatever order its values come out. */
function queueMutants(model: string): ObjectMutant[] {
  return [
    {
      model,
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
      model,
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
      model,
      name: 'a value is dequeued before it is enqueued',
      plant(on) {
        const value = on.fresh();
        on.call('dequeue', undefined, value);
        on.call('enqueue', value);
      },
    },
  ];
}

function transaction(on: Planter, ...done: (readonly [string, string, unknown])[]): void {
  on.call('txn', done, done);
}

/** Violations of what Jepsen and Knossos judge besides. */
export const jepsenMutants: readonly ObjectMutant[] = [
  ...queueMutants('unordered-queue'),
  ...queueMutants('priority-queue'),
  {
    model: 'priority-queue',
    name: 'a greater value comes out first',
    plant(on) {
      const [less, greater] = [on.fresh(), on.fresh()];
      on.call('enqueue', less);
      on.call('enqueue', greater);
      on.call('dequeue', undefined, greater);
      on.call('dequeue', undefined, less);
    },
    needsCertainty: true,
  },
  {
    model: 'multi-register',
    name: 'an old value is read after a newer one was written',
    plant(on) {
      const [old, next] = [on.fresh(), on.fresh()];
      transaction(on, ['w', 'x', old]);
      transaction(on, ['write', 'x', next]);
      transaction(on, ['read', 'x', old]);
    },
  },
  {
    model: 'multi-register',
    name: 'half of a transaction is read',
    plant(on) {
      const [old, next] = [on.fresh(), on.fresh()];
      transaction(on, ['w', 'x', old], ['w', 'y', old]);
      transaction(on, ['w', 'x', next], ['w', 'y', next]);
      transaction(on, ['r', 'x', next], ['r', 'y', old]);
    },
  },
  {
    model: 'multi-register',
    name: 'a transaction misses its own write',
    plant(on) {
      const [old, next] = [on.fresh(), on.fresh()];
      transaction(on, ['w', 'x', old]);
      transaction(on, ['w', 'x', next], ['r', 'x', old]);
    },
  },
  {
    model: 'multi-register',
    name: 'nothing is found where something was written',
    plant(on) {
      transaction(on, ['w', 'x', on.fresh()]);
      transaction(on, ['r', 'x', null]);
    },
  },
];
