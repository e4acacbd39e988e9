import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import { never, type Shortcut } from '../calls/model.ts';

/** A value of a queue: who enqueued it and who dequeued it, if anybody. */
interface Passage {
  readonly enqueue: Call;
  readonly dequeue: Call | undefined;
}

/**
 * A FIFO queue whose values are distinct is linearizable if and only if nothing is dequeued that was not enqueued,
 * twice, or before its enqueue began, and no two values leave in the other order than they came: x was enqueued before y
 * began to be, and y was dequeued before the dequeue of x began, or x never was; and if no dequeue that found the queue
 * empty lies wholly in times at which some value was in it. A dequeue that never returned may have taken any value that
 * nobody else got, and takes one that would be overtaken; undefined where some dequeue found the queue empty too. An
 * enqueue that never returned counts only if its value was dequeued.
 * O(n log n). Henzinger, Sezgin, Vafeiadis: Aspect-oriented linearizability proofs (CONCUR 2013); arXiv 2410.04581.
 */
export function judgeDistinctQueue(calls: readonly Call[]): Shortcut | undefined {
  const enqueues = new Map<unknown, Call>();
  const dequeues: Call[] = [];
  const empty: Call[] = [];
  const lost: Call[] = [];
  for (const call of calls) {
    if (call.f === 'enqueue') {
      if (!isSimple(call.input) || enqueues.has(call.input)) return undefined;
      enqueues.set(call.input, call);
    } else if (call.returned && (call.output === null || call.output === undefined)) empty.push(call);
    else if (!call.returned) lost.push(call);
    else if (!isSimple(call.output)) return undefined;
    else dequeues.push(call);
  }
  if (lost.length > 0 && empty.length > 0) return undefined;
  const taken = new Map<unknown, Call>();
  for (const dequeue of dequeues) {
    const enqueue = enqueues.get(dequeue.output);
    const value = jsonText(dequeue.output);
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
  const order = judgeOrder(lost.length === 0 ? passages : takeOvertaken(passages, lost));
  return order.valid ? judgeEmpty(passages, empty) : order;
}

/**
 * Give values that nobody got, and that were overtaken, to dequeues that never returned: the one that had to be gone
 * first to the one that began first. If any way to do so leaves nothing overtaken, this one does.
 */
function takeOvertaken(byCall: readonly Passage[], lost: readonly Call[]): Passage[] {
  // From the end: when was the first value dequeued that was enqueued from here on?
  const deadlines = new Float64Array(byCall.length + 1).fill(never);
  for (let n = byCall.length - 1; n >= 0; n--) {
    deadlines[n] = Math.min(deadlines[n + 1] as number, byCall[n]?.dequeue?.return ?? never);
  }
  const overtaken: { passage: Passage; deadline: number }[] = [];
  for (const passage of byCall) {
    if (passage.dequeue !== undefined) continue;
    const deadline = deadlines[firstAfter(byCall, passage.enqueue.return)] as number;
    if (deadline < never) overtaken.push({ passage, deadline });
  }
  overtaken.sort((a, b) => a.deadline - b.deadline);
  const takers = new Map(overtaken.map(({ passage }, n) => [passage, lost[n]]));
  return byCall.map((passage) => (takers.has(passage) ? { ...passage, dequeue: takers.get(passage) } : passage));
}

/** The first place in the order of enqueues that began after a moment. */
function firstAfter(byCall: readonly Passage[], moment: number): number {
  let [low, high] = [0, byCall.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((byCall[middle] as Passage).enqueue.call < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A value is surely in the queue from the return of its enqueue to the beginning of its dequeue. Both sorted by time. */
function judgeEmpty(passages: readonly Passage[], empty: readonly Call[]): Shortcut {
  const held = passages
    .map(({ enqueue, dequeue }) => ({ from: enqueue.return, to: dequeue?.call ?? never, enqueue }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  let next = 0;
  let until = Number.NEGATIVE_INFINITY;
  let since: Call | undefined;
  for (const call of empty) {
    for (; (held[next]?.from ?? never) < call.call; next++) {
      const { to, enqueue } = held[next] as (typeof held)[number];
      if (to > until) [until, since] = [to, enqueue];
    }
    let covered = until;
    for (let n = next; covered > call.call && covered < call.return && n < held.length; n++) {
      const { from, to } = held[n] as (typeof held)[number];
      if (from > covered) break;
      covered = Math.max(covered, to);
    }
    if (since !== undefined && covered > call.return) {
      return broken(`the queue was found empty, but since ${jsonText(since.input)} it never was`, [since, call]);
    }
  }
  return { valid: true };
}

/** In order of the beginning of enqueues: of all values enqueued before, the one that is dequeued last must not be overtaken. */
function judgeOrder(byCall: readonly Passage[]): Shortcut {
  const byReturn = [...byCall].sort((a, b) => a.enqueue.return - b.enqueue.return);
  const begins = ({ dequeue }: Passage) => dequeue?.call ?? never;
  let last: Passage | undefined;
  let next = 0;
  for (const late of byCall) {
    for (; (byReturn[next]?.enqueue.return ?? never) < late.enqueue.call; next++) {
      const early = byReturn[next] as Passage;
      if (last === undefined || begins(early) > begins(last)) last = early;
    }
    if (last === undefined || late.dequeue === undefined || late.dequeue.return >= begins(last)) continue;
    const [x, y] = [jsonText(last.enqueue.input), jsonText(late.enqueue.input)];
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
