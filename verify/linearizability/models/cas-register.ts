import type { Model } from '../calls/model.ts';
import { isSame } from '../calls/value-key.ts';
import { judgeDistinctWrites } from '../shortcuts/distinct-writes.ts';
import { nameOf, registerOf } from './register.ts';

/**
 * A register with compare-and-set. An `ok` of `false` says that the register held another value; Jepsen's `fail` is no
 * observation. A cas that never returned is no pure operation: it sets the value only where it finds what it expects.
 * @param initial what it holds at first
 */
export function casRegisterOf(initial: unknown): Model<unknown> {
  const register = registerOf(initial);
  const model: Model<unknown> = {
    name: nameOf('cas-register', initial),
    operations: { ...register.operations, cas: 'invoke: [expected, new]; ok: false where the value was another' },
    initial,
    step(state, operation) {
      if (operation.f !== 'cas') return register.step(state, operation);
      const [expected, next] = operation.input as [unknown, unknown];
      const found = isSame(state, expected);
      if (operation.output === false) return found ? undefined : state;
      return found ? next : undefined;
    },
    isRead: ({ f, output }) => f === 'read' || (f === 'cas' && output === false),
    faultOf({ f, input }) {
      const isPair = f !== 'cas' || (Array.isArray(input) && input.length === 2);
      return isPair ? undefined : { of: 'input', expected: '[expected, new]' };
    },
    keyOf: register.keyOf,
    shortcut: (calls) =>
      judgeDistinctWrites(calls, {
        read: 'read',
        write: 'write',
        swap: { f: 'cas', model },
        initial,
        asRead: (value) => value ?? null,
      }),
  };
  return model;
}
