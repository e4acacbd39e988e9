import type { Hold, Message, Span } from './message.ts';
import { countUpTo } from './steady.ts';

const nsPerMs = 1e6;

/**
 * When each receive of a message ended at the earliest, and which acknowledgement counted: a late one does as long as nobody
 * else has received the message in between. What may have come before or after another receive may have counted or not.
 * @param lost indexes of the first events of receives that may have happened, though nobody got their answer
 */
export function settleHolds(message: Message, lost: readonly number[]): void {
  const others = new Order(message.holds);
  for (const hold of message.holds) settle(hold, others, lost);
  const { done, perhapsDone } = message;
  if (done === undefined || perhapsDone === undefined) return;
  message.done = { ...done, start: Math.min(done.start, perhapsDone) };
}

function settle(hold: Hold, others: Order, lost: readonly number[]): void {
  const { message } = hold;
  let end = hold.start + hold.visibilityMs * nsPerMs;
  // As if only what shortens it had counted: where it is not known what came last, or whether it counted.
  let least = end;
  let isKnown = true;
  let passed = -1;
  for (const action of hold.actions.toSorted((a, b) => a.index - b.index)) {
    const isOver = hold.endedBy === 'delete';
    const overlaps = action.first < passed;
    // What was acknowledged stays so, whatever its holder says afterwards; what it said at the same time may be told later still.
    if (isOver && !overlaps) continue;
    passed = Math.max(passed, action.index);
    if (others.surelyBetween(hold, action)) {
      if (action.certain && action.f !== 'extend') hold.endedBy = 'stale';
      continue;
    }
    const endOf = action.f === 'extend' ? action.start + action.visibilityMs * nsPerMs : action.start;
    least = Math.min(least, endOf);
    if (overlaps) isKnown = false;
    const isLost = lost.some((receive) => receive > hold.first && receive < action.index);
    if (!action.certain || isLost || others.perhapsBetween(hold, action)) {
      isKnown = false;
      if (action.f === 'delete') message.perhapsDone = Math.min(message.perhapsDone ?? Infinity, action.start);
    } else if (action.f === 'extend') {
      if (hold.endedBy === 'timeout') end = endOf;
    } else if (!isOver || action.f === 'delete') {
      hold.endedBy = action.f;
      end = Math.min(end, endOf);
      if (action.f === 'delete') message.done = firstOf(message.done, { ...action, hold });
    }
  }
  hold.end = isKnown ? end : least;
}

type Done = NonNullable<Message['done']>;

function firstOf(one: Done | undefined, other: Done): Done {
  if (one === undefined) return other;
  const first = one.index < other.index ? one : other;
  return { ...first, start: Math.min(one.start, other.start) };
}

/** The receives of one message, to be asked what lies between others. */
class Order {
  /** Where receives begin and end, each in order. */
  readonly #firsts: Float64Array;
  readonly #ends: Float64Array;
  /** By place among the beginnings: the least end of those from there on. */
  readonly #leastEnd: Float64Array;

  constructor(holds: readonly Hold[]) {
    const byFirst = holds.toSorted((a, b) => a.first - b.first);
    this.#firsts = Float64Array.from(byFirst, ({ first }) => first);
    this.#ends = Float64Array.from(holds, ({ index }) => index).sort();
    this.#leastEnd = Float64Array.from(byFirst, ({ index }) => index);
    for (let n = holds.length - 2; n >= 0; n--) {
      this.#leastEnd[n] = Math.min(this.#leastEnd[n] as number, this.#leastEnd[n + 1] as number);
    }
  }

  /** Whether another one came after a receive and before an action, whatever the moments were. */
  surelyBetween({ index }: Span, { first }: Span): boolean {
    return (this.#leastEnd[countUpTo(this.#firsts, index)] ?? Number.POSITIVE_INFINITY) < first;
  }

  /** Whether another one may have: all but those that ended before the one, or began after the other. */
  perhapsBetween({ first }: Span, { index }: Span): boolean {
    return countUpTo(this.#firsts, index) - countUpTo(this.#ends, first - 1) > 1;
  }
}
