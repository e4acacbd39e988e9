import { type LiveObject, modelOf, type ObjectKind } from './live-object.ts';

/** @param next which of the values comes out, by its place */
function bag(next: (values: readonly number[]) => number): LiveObject {
  const values: number[] = [];
  return {
    ask: (draw, fresh) => (draw(0, 1) === 0 ? { f: 'dequeue' } : { f: 'enqueue', input: fresh }),
    apply({ f, input }) {
      if (f === 'dequeue') return values.length === 0 ? null : values.splice(next(values), 1)[0];
      values.push(Number(input));
      return undefined;
    },
  };
}

/** Somewhere in the middle: neither the first nor the last one. */
const unordered = (): LiveObject => bag((values) => values.length >> 1);
const byPriority = (): LiveObject => bag((values) => values.indexOf(Math.min(...values)));

function registers(): LiveObject {
  const held = new Map<unknown, unknown>();
  return {
    ask(draw, fresh) {
      const names = (['x', 'y', 'xy', 'yx'] as const)[draw(0, 3)] as string;
      const input = [...names].map((name) => (draw(0, 1) === 0 ? ['r', name, null] : ['w', name, fresh]));
      return { f: 'txn', input };
    },
    apply({ input }) {
      return (input as [string, string, unknown][]).map(([f, name, value]) => {
        if (f === 'w') held.set(name, value);
        return [f, name, held.get(name) ?? null];
      });
    },
  };
}

/** What Jepsen and Knossos judge besides. */
export const jepsenKinds: readonly ObjectKind[] = [
  { model: modelOf('unordered-queue'), create: unordered },
  { model: modelOf('priority-queue'), create: byPriority },
  { model: modelOf('multi-register'), create: registers },
];
