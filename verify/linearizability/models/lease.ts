import type { Model } from '../calls/model.ts';
import { type Integer, isInteger } from './integers.ts';

/**
 * A lease with fencing tokens: whoever acquires it gets a token greater than every one before, and a write counts only
 * with a token at least as great as the greatest that has written. The state is [greatest token given, greatest that
 * wrote]. A holder that was frozen and overtaken must see its write refused (`ok` of false). A call that never returned
 * took a token that nobody knows, and whatever it was, the next one is greater: it changes nothing to be judged.
 * https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 */
export const lease: Model<readonly [given: Integer, written: Integer]> = {
  name: 'lease',
  operations: { acquire: 'ok: the token', write: 'invoke: the token; ok: false where it was refused' },
  initial: [0, 0],
  step([given, written], { f, input, output }) {
    if (f === 'acquire') return (output as Integer) > given ? [output as Integer, written] : undefined;
    const token = input as Integer;
    const accepted = token >= written;
    if (output === false) return accepted ? undefined : [given, written];
    return accepted && token <= given ? [given, token] : undefined;
  },
  isRead: ({ output }) => output === false,
  faultOf({ f, input, output, returned }) {
    if (f === 'write') return isInteger(input) ? undefined : { of: 'input', expected: 'the token, an integer' };
    return !returned || isInteger(output) ? undefined : { of: 'output', expected: 'the token, an integer' };
  },
  keyOf: (state) => state.join(','),
};
