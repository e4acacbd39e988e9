import { jsonText } from '../../history/exact-json.ts';
import type { Call } from '../calls/call.ts';
import { never, type Shortcut } from '../calls/model.ts';
import { lastBefore, sortedBy } from './sorted.ts';
import { ValueNumbers } from './value-numbers.ts';

/** The values of a queue, in the order in which their enqueues began. */
interface Passages {
  readonly enqueues: readonly Call[];
  /** By value: who dequeued it, if anybody. */
  readonly dequeues: readonly (Call | undefined)[];
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
  const numbers = new ValueNumbers();
  const enqueues: Call[] = [];
  const empty: Call[] = [];
  const lost: Call[] = [];
  for (const call of calls) {
    if (call.f === 'enqueue') {
      if (!numbers.add(call.input, enqueues.length)) return undefined;
      enqueues.push(call);
    } else if (!call.returned) lost.push(call);
    else if (call.output === null || call.output === undefined) empty.push(call);
  }
  if (lost.length > 0 && empty.length > 0) return undefined;
  const taken: (Call | undefined)[] = new Array<undefined>(enqueues.length).fill(undefined);
  for (const dequeue of calls) {
    const { f, output } = dequeue;
    if (f === 'enqueue' || output === null || output === undefined) continue;
    const number = numbers.get(output);
    const value = jsonText(output);
    if (number === undefined) return broken(`${value} was dequeued and never enqueued`, [dequeue]);
    const enqueue = enqueues[number] as Call;
    const other = taken[number];
    if (other !== undefined) return broken(`${value} was dequeued twice`, [enqueue, other, dequeue]);
    if (dequeue.return < enqueue.call) {
      return broken(`${value} was dequeued before it was enqueued`, [dequeue, enqueue]);
    }
    taken[number] = dequeue;
  }
  const passages = { enqueues, dequeues: taken };
  const order = judgeOrder(lost.length === 0 ? passages : takeOvertaken(passages, lost));
  return order.valid ? judgeEmpty(passages, empty) : order;
}

/**
 * Give values that nobody got, and that were overtaken, to dequeues that never returned: the one that had to be gone
 * first to the one that began first. If any way to do so leaves nothing overtaken, this one does.
 */
function takeOvertaken({ enqueues, dequeues }: Passages, lost: readonly Call[]): Passages {
  // From the end: when was the first value dequeued that was enqueued from here on?
  const deadlines = new Float64Array(enqueues.length + 1).fill(never);
  for (let n = enqueues.length - 1; n > 0; n--) {
    deadlines[n] = Math.min(deadlines[n + 1] as number, dequeues[n]?.return ?? never);
  }
  const begun = Float64Array.from(enqueues, ({ call }) => call);
  const overtaken = sortedBy(enqueues.length, (n) => {
    if (dequeues[n] !== undefined) return undefined;
    return deadlines[lastBefore(begun, (enqueues[n] as Call).return) + 1];
  });
  const given = [...dequeues];
  for (const [n, value] of overtaken.entries()) given[value] = lost[n];
  return { enqueues, dequeues: given };
}

/** A value is surely in the queue from the return of its enqueue to the beginning of its dequeue. Both sorted by time. */
function judgeEmpty({ enqueues, dequeues }: Passages, empty: readonly Call[]): Shortcut {
  if (empty.length === 0) return { valid: true };
  const from = (n: number): number => (enqueues[n] as Call).return;
  const to = (n: number): number => dequeues[n]?.call ?? never;
  const held = sortedBy(enqueues.length, from);
  let next = 0;
  let until = Number.NEGATIVE_INFINITY;
  let since: Call | undefined;
  for (const call of empty) {
    for (; next < held.length && from(held[next] as number) < call.call; next++) {
      const value = held[next] as number;
      if (to(value) > until) [until, since] = [to(value), enqueues[value]];
    }
    let covered = until;
    for (let n = next; covered < call.return && n < held.length; n++) {
      const value = held[n] as number;
      if (from(value) > covered) break;
      covered = Math.max(covered, to(value));
    }
    if (covered > call.return) {
      const first = since as Call;
      return broken(`the queue was found empty, but since ${jsonText(first.input)} it never was`, [first, call]);
    }
  }
  return { valid: true };
}

/** In order of the beginning of enqueues: of all values enqueued before, the one that is dequeued last must not be overtaken. */
function judgeOrder({ enqueues, dequeues }: Passages): Shortcut {
  const byReturn = sortedBy(enqueues.length, (n) => enqueues[n]?.return);
  const begins = (n: number): number => dequeues[n]?.call ?? never;
  let last: number | undefined;
  let next = 0;
  for (const [n, late] of enqueues.entries()) {
    // The enqueue itself ends it.
    for (; (enqueues[byReturn[next] as number] as Call).return < late.call; next++) {
      const early = byReturn[next] as number;
      if (last === undefined || begins(early) > begins(last)) last = early;
    }
    const taken = dequeues[n];
    if (last === undefined || taken === undefined || taken.return >= begins(last)) continue;
    const [first, taker] = [enqueues[last] as Call, dequeues[last]];
    const [x, y] = [jsonText(first.input), jsonText(late.input)];
    const what = `${x} was enqueued before ${y}, but ${y} was dequeued ${taker === undefined ? 'and' : 'before'} ${x}`;
    const events = [first, late, taken, ...(taker === undefined ? [] : [taker])];
    return broken(taker === undefined ? `${what} never was` : what, events);
  }
  return { valid: true };
}

function broken(what: string, calls: readonly Call[]): Shortcut {
  return { valid: false, what, calls };
}
