import type { Call } from './call.ts';
import type { Shortcut } from './model.ts';

/** A value of a queue: who enqueued it and who dequeued it, if anybody. */
interface Passage {
  readonly enqueue: Call;
  readonly dequeue: Call | undefined;
}

/**
 * A FIFO queue whose values are distinct is linearizable if and only if nothing is dequeued that was not enqueued,
 * twice, or before its enqueue began, and no two values leave in the other order than they came: x was enqueued before y
 * began to be, and y was dequeued before the dequeue of x began, or x never was. Holds for histories in which every
 * dequeue returned a value; undefined for others. An enqueue that never returned counts only if its value was dequeued.
 * O(n log n). Henzinger, Sezgin, Vafeiadis: Aspect-oriented linearizability proofs (CONCUR 2013); arXiv 2410.04581.
 */
export function judgeDistinctQueue(calls: readonly Call[]): Shortcut | undefined {
  const enqueues = new Map<unknown, Call>();
  const dequeues: Call[] = [];
  for (const call of calls) {
    if (call.f === 'enqueue') {
      if (!isSimple(call.input) || enqueues.has(call.input)) return undefined;
      enqueues.set(call.input, call);
    } else if (!call.returned || !isSimple(call.output)) return undefined;
    else dequeues.push(call);
  }
  const taken = new Map<unknown, Call>();
  for (const dequeue of dequeues) {
    const enqueue = enqueues.get(dequeue.output);
    const value = JSON.stringify(dequeue.output);
    if (enqueue === undefined) return broken(`${value} was dequeued and never enqueued`, [dequeue]);
    const other = taken.get(dequeue.output);
    if (other !== undefined) return broken(`${value} was dequeued twice`, [enqueue, other, dequeue]);
    if (dequeue.return < enqueue.call) {
      return broken(`${value} was dequeued before it was enqueued`, [dequeue, enqueue]);
    }
    taken.set(dequeue.output, dequeue);
  }
  const passages = [...enqueues.values()]
    .map((enqueue): Passage => ({ enqueue, dequeue: taken.get(enqueue.input) }))
    .filter(({ enqueue, dequeue }) => enqueue.returned || dequeue !== undefined);
  return judgeOrder(passages);
}

/** In order of the beginning of enqueues: of all values enqueued before, the one that is dequeued last must not be overtaken. */
function judgeOrder(byCall: readonly Passage[]): Shortcut {
  const byReturn = [...byCall].sort((a, b) => a.enqueue.return - b.enqueue.return);
  const begins = ({ dequeue }: Passage) => dequeue?.call ?? Number.POSITIVE_INFINITY;
  let last: Passage | undefined;
  let next = 0;
  for (const late of byCall) {
    for (; (byReturn[next]?.enqueue.return ?? Number.POSITIVE_INFINITY) < late.enqueue.call; next++) {
      const early = byReturn[next] as Passage;
      if (last === undefined || begins(early) > begins(last)) last = early;
    }
    if (last === undefined || late.dequeue === undefined || late.dequeue.return >= begins(last)) continue;
    const [x, y] = [JSON.stringify(last.enqueue.input), JSON.stringify(late.enqueue.input)];
    const what = `${x} was enqueued before ${y}, but ${y} was dequeued ${last.dequeue === undefined ? 'and' : 'before'} ${x}`;
    const events = [last.enqueue, late.enqueue, late.dequeue, ...(last.dequeue === undefined ? [] : [last.dequeue])];
    return broken(last.dequeue === undefined ? `${what} never was` : what, events);
  }
  return { valid: true };
}

function isSimple(value: unknown): boolean {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

function broken(what: string, calls: readonly Call[]): Shortcut {
  return { valid: false, what, calls };
}
