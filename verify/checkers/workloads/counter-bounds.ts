import type { Key } from '../../history/event.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { byKey, integerOf, named, type Tried, triedOf } from './tried.ts';

/** Sums of adds so far, of those below and above zero. */
interface Sums {
  below: bigint;
  above: bigint;
}

/**
 * A counter that is 0 at first is read as something between the least and the most that it can have been: what was added
 * before the read began counts, what may have been added before the read was over may count; what is added may be
 * negative. Cheaper than linearizability, and weaker: it looks at each read alone.
 */
export const counterBounds: Checker = {
  name: 'counter-bounds',
  claim: 'Every read of a counter lies between what must and what can have been added by then.',
  complexity: 'O(n log n)',
  source: 'Jepsen: jepsen.checker/counter',
  definite: 'cut',
  looksFor: { words: ['add', 'read'], counted: ['reads'] },
  check(history) {
    const violations: Violation[] = [];
    const counts = { adds: 0, reads: 0 };
    for (const [key, tried] of byKey(triedOf(history, ['add', 'read']))) {
      const done = tried.filter(({ f, outcome }) => outcome === 'ok' || (f === 'add' && outcome === 'info'));
      counts.reads += done.filter(({ f }) => f === 'read').length;
      counts.adds += done.filter(({ f }) => f === 'add').length;
      violations.push(...outOfBounds(key, done));
    }
    return resultOf(violations, counts);
  },
};

function outOfBounds(key: Key, done: readonly Tried[]): Violation[] {
  const moments = done.flatMap((each) => [
    { at: each.began, each, isEnd: false },
    { at: each.ended, each, isEnd: true },
  ]);
  moments.sort((a, b) => a.at - b.at);
  const asked: Sums = { below: 0n, above: 0n };
  const certain: Sums = { below: 0n, above: 0n };
  const before = new Map<Tried, Sums>();
  const violations: Violation[] = [];
  for (const { each, isEnd } of moments) {
    if (each.f === 'add') {
      const amount = BigInt(integerOf(each, each.input));
      (isEnd ? certain : asked)[amount < 0n ? 'below' : 'above'] += amount;
    } else if (!isEnd) before.set(each, { ...certain });
    else {
      const known = before.get(each) as Sums;
      const [least, most] = [asked.below + known.above, asked.above + known.below];
      const value = BigInt(integerOf(each, each.output));
      if (value >= least && value <= most) continue;
      const what = `was read as ${value}, expected ${least === most ? least : `${least} to ${most}`}`;
      violations.push({ id: named(key, 'counter'), what, events: each.events });
    }
  }
  return violations;
}
