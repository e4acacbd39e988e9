import type { Model } from '../calls/model.ts';
import { type Integer, isInteger } from './integers.ts';

/**
 * A lease with fencing tokens: whoever acquires it gets a token greater than every one before, and a write counts only
 * with a token at least as great as the greatest that has written. A holder that was frozen and overtaken must see its
 * write refused (`ok` of false). The state is [greatest token given as far as is known, greatest that wrote, whether a
 * greater one was given since by a call that never returned]: nobody knows which, and writes may come with it.
 * https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 */
export const lease: Model<readonly [given: Integer, written: Integer, isMore: boolean]> = {
  name: 'lease',
  operations: { acquire: 'ok: the token', write: 'invoke: the token; ok: false where it was refused' },
  initial: [0, 0, false],
  step([given, written, isMore], { f, input, output, returned }) {
    if (f === 'acquire') {
      if (!returned) return [given, written, true];
      return (output as Integer) > given ? [output as Integer, written, false] : undefined;
    }
    const token = input as Integer;
    const accepted = token >= written;
    if (output === false) return accepted ? undefined : [given, written, isMore];
    if (!accepted) return undefined;
    if (token <= given) return [given, token, isMore];
    return isMore ? [token, token, isMore] : undefined;
  },
  isRead: ({ output }) => output === false,
  faultOf({ f, input, output, returned }) {
    if (f === 'write') return isInteger(input) ? undefined : { of: 'input', expected: 'the token, an integer' };
    return !returned || isInteger(output) ? undefined : { of: 'output', expected: 'the token, an integer' };
  },
  keyOf: (state) => state.join(','),
};
