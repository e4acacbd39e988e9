import type { Model } from '../calls/model.ts';
import { isSame, valueKey } from '../calls/value-key.ts';
import { judgeDistinctWrites } from '../shortcuts/distinct-writes.ts';

/** A value that can be written and read. @param initial what it holds at first */
export function registerOf(initial: unknown): Model<unknown> {
  return {
    name: nameOf('register', initial),
    operations: { read: 'ok: the value', write: 'invoke: the value' },
    initial,
    step(state, { f, input, output }) {
      if (f === 'write') return input ?? null;
      return isSame(state, output ?? null) ? state : undefined;
    },
    isRead: ({ f }) => f === 'read',
    keyOf: valueKey,
    shortcut: (calls) =>
      judgeDistinctWrites(calls, { read: 'read', write: 'write', initial, asRead: (value) => value ?? null }),
    foresight: {
      canBecome: (state, { output }) => isSame(state, output ?? null),
      overwrites: ({ f }) => f === 'write',
    },
  };
}

/** What a model is called whose objects hold something at first. */
export function nameOf(model: string, initial: unknown): string {
  return initial === null ? model : `${model}:${initial}`;
}
