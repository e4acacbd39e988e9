import { blocked, type LiveObject, modelOf, type ObjectKind } from './live-object.ts';

const clients = ['a', 'b', 'c'] as const;

/** A lock with its owner, who may hold it more than once where `isReentrant`. Whoever finds it held waits. */
function ownedLock(isReentrant: boolean): LiveObject {
  let owner: unknown = null;
  let times = 0;
  return {
    ask(draw) {
      const client = clients[draw(0, 2)];
      if (times === 0) return { f: 'acquire', input: client };
      if (isReentrant && draw(0, 2) === 0) return { f: 'acquire', input: owner };
      return draw(0, 3) === 0 ? { f: 'acquire', input: client } : { f: 'release', input: owner };
    },
    apply({ f, input }) {
      const isHolder = times > 0 && owner === input;
      if (f === 'release') {
        if (!isHolder) return blocked;
        times -= 1;
        return undefined;
      }
      if (times > 0 && !(isReentrant && isHolder)) return blocked;
      owner = input;
      times += 1;
      return undefined;
    },
  };
}

function semaphore(): LiveObject {
  let free = 2;
  return {
    ask: (draw) => ({ f: free > 0 && draw(0, 1) === 0 ? 'acquire' : 'release', input: draw(1, 2) }),
    apply({ f, input }) {
      const left = free + (f === 'acquire' ? -Number(input) : Number(input));
      if (left < 0 || left > 2) return blocked;
      free = left;
      return undefined;
    },
  };
}

/** Locks that know how often, and by whom, they are held. */
export const lockKinds: readonly ObjectKind[] = [
  { model: modelOf('owner-mutex'), create: () => ownedLock(false) },
  { model: modelOf('reentrant-mutex'), create: () => ownedLock(true) },
  { model: modelOf('semaphore:2'), create: semaphore },
];
