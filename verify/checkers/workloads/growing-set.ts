import * as z from 'zod';
import type { HistoryEvent } from '../../history/event.ts';
import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, type CheckerResult, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { valuesOf } from './final-set.ts';
import { byKey, listOf, named, type Tried, triedOf } from './tried.ts';

const optionsSchema = z.object({
  /** Whether a value must be read by all who begin once it is known to be there. */
  linearizable: z.stringbool().or(z.boolean()).default(false),
});

/** What became of a value. */
interface Value {
  /** Index of the event from which on it is known to be there: its add was over, or somebody had read it. */
  known: number;
  /** Whether the last read to begin found it. */
  isThere: boolean;
  /** The last read to begin that did not. */
  absent: Tried | undefined;
}

/**
 * A set to which values are added is read whole again and again (`add`, `read`). A value is lost when it is known to be there
 * and no read that begins late enough finds it; it is stable when all do from some time on: how long that took is counted
 * (`stableMs`, from when it was known). A value twice in one read, or one that nobody added, is accused.
 */
export const growingSet: Checker = {
  name: 'growing-set',
  claim: 'What was added to a set is found by all reads from some time on, once in each.',
  complexity: 'O(values · reads)',
  source: 'Jepsen: jepsen.checker/set-full',
  definite: false,
  looksFor: { words: ['add', 'read'], counted: ['stable', 'lost', 'unexpected', 'duplicated'] },
  options: optionsSchema,
  check(history, options): CheckerResult {
    const { linearizable } = optionsSchema.prefault({}).parse(options);
    const violations: Violation[] = [];
    const counts = { values: 0, stable: 0, lost: 0, neverRead: 0, stale: 0, duplicated: 0, unexpected: 0 };
    const times: number[] = [];
    const timeOf = (index: number): number => (history[index] as HistoryEvent).time;
    for (const [key, tried] of byKey(triedOf(history, ['add', 'read']))) {
      const accuse = (count: keyof typeof counts, what: string, events: readonly number[]): void => {
        counts[count] += 1;
        violations.push({ id: named(key, 'set'), what, events });
      };
      const values = followed(tried, accuse);
      counts.values += values.size;
      for (const [value, { known, isThere, absent }] of values) {
        const late = absent !== undefined && absent.began > known ? absent : undefined;
        if (isThere) {
          counts.stable += 1;
          times.push(late === undefined ? 0 : (timeOf(late.began) - timeOf(known)) / 1e6);
          if (late === undefined) continue;
          if (!linearizable) counts.stale += 1;
          else accuse('stale', `${value} was there, and a read that began later did not find it`, late.events);
        } else if (late === undefined) counts.neverRead += 1;
        else accuse('lost', `${value} was there, and the last read did not find it`, late.events);
      }
    }
    return resultOf(violations, { ...counts, ...percentilesOf(times) });
  },
};

function followed(
  tried: readonly Tried[],
  accuse: (count: 'duplicated' | 'unexpected', what: string, events: readonly number[]) => void,
): Map<string, Value> {
  const adds = valuesOf(tried.filter(({ f, outcome }) => f === 'add' && outcome !== 'fail'));
  const values = new Map<string, Value>();
  for (const [value, tries] of adds) {
    values.set(value, { known: Math.min(...tries.map(({ ended }) => ended)), isThere: false, absent: undefined });
  }
  const reads = tried.filter(({ f, outcome }) => f === 'read' && outcome === 'ok');
  for (const read of reads.sort((a, b) => a.began - b.began)) {
    const list = listOf(read).map(canonicalText);
    const found = new Set(list);
    if (found.size < list.length) {
      const twice = list.find((value, at) => list.indexOf(value) < at);
      accuse('duplicated', `${twice} was found more than once by one read`, read.events);
    }
    for (const value of found) {
      if ((adds.get(value) ?? []).some(({ began }) => began < read.ended)) continue;
      accuse('unexpected', `${value} was read, and nobody had added it`, read.events);
    }
    for (const [value, state] of values) {
      state.isThere = found.has(value);
      if (state.isThere) state.known = Math.min(state.known, read.ended);
      else state.absent = read;
    }
  }
  return values;
}

function percentilesOf(times: number[]): Record<string, number> {
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
  return { stableMsP50: at(0.5), stableMsP99: at(0.99), stableMsMax: Math.round(times.at(-1) ?? 0) };
}
