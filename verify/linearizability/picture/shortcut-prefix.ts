import type { Call } from '../calls/call.ts';
import { never, type Shortcut } from '../calls/model.ts';
import type { Partition } from '../calls/partition.ts';

type Judge = (calls: readonly Call[]) => Shortcut | undefined;

/** Most often what a shortcut shows is what broke first, or almost: so often its end is tried before halves are. */
const guesses = 5;

/**
 * How many returns the longest linearizable prefix has of a partition that a shortcut has found broken: undefined when
 * time is over first, or when the shortcut does not apply to prefixes. O(log n) times the shortcut.
 */
export function prefixOfShortcut(
  partition: Partition,
  evidence: readonly Call[],
  judge: Judge,
  outOfTime: () => boolean,
): number | undefined {
  let good = 0;
  let bad = partition.returning.length;
  // What is shown may need what comes later, too.
  let guess = endOf(partition, evidence);
  for (let step = 0; bad - good > 1; step++) {
    if (outOfTime()) return undefined;
    guess = Math.min(guess, bad - 1);
    const middle = step < guesses && guess > good ? guess : (good + bad) >>> 1;
    const found = judge(prefixOf(partition, middle));
    if (found === undefined) return undefined;
    if (found.valid) good = middle;
    else {
      bad = middle;
      guess = endOf(partition, found.calls);
    }
  }
  return good;
}

/** Of so many returns: after them, what is shown is complete. */
function endOf({ calls, returning }: Partition, shown: readonly Call[]): number {
  const end = Math.max(...shown.map((call) => call.return));
  let [low, high] = [0, returning.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((calls[returning[middle] as number] as Call).return < end) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** The calls that began before so many returns; those that returned later are open, and say nothing. */
function prefixOf({ calls, returning, opened }: Partition, returns: number): Call[] {
  const until = (calls[returning[returns - 1] as number] as Call).return;
  const begun = calls.slice(0, opened[returns]);
  return begun.map((call) =>
    call.return <= until ? call : { ...call, output: undefined, returned: false, return: never },
  );
}
