import type { Model } from '../calls/model.ts';
import { canonicalText, isSame } from '../calls/value-key.ts';
import { owned, ownerOf } from './owner-mutex.ts';

/** A lock, and how often its owner holds it. */
type Held = readonly [owner: unknown, times: number];

/** A lock that its owner may acquire again, and is free when it was released as often; free at first. */
export const reentrantMutex: Model<Held> = {
  name: 'reentrant-mutex',
  operations: owned,
  initial: [null, 0],
  inputOf: ownerOf,
  step([owner, times], { f, input }) {
    const isHolder = isSame(owner, input);
    if (f === 'acquire') return isHolder || times === 0 ? [input, times + 1] : undefined;
    if (!isHolder) return undefined;
    return times === 1 ? [null, 0] : [owner, times - 1];
  },
  isRead: () => false,
  keyOf: canonicalText,
};
