import { EventError } from '../../history/history-error.ts';
import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { byKey, givenOf, listOf, named, type Tried, triedOf } from './tried.ts';

/**
 * What strict serializability promises of inserts that nobody waits for: who reads a value (`read` finds a list of all) also
 * reads all whose `write` was over before that of the value began. Jepsen's comments and causal-reverse are the same test.
 */
export const causalReverse: Checker = {
  name: 'causal-reverse',
  claim: 'Who sees a write sees every write that was over before that one began.',
  complexity: 'O(reads · writes) of a key',
  source: 'Jepsen: jepsen.tests.causal-reverse, jepsen.cockroach.comments',
  definite: true,
  looksFor: { words: ['write', 'read'], counted: ['reads'] },
  check(history) {
    const violations: Violation[] = [];
    const counts = { writes: 0, reads: 0 };
    for (const [key, tried] of byKey(triedOf(history, ['write', 'read']))) {
      const writes = writesOf(tried);
      const over = [...writes].filter(([, { outcome }]) => outcome === 'ok');
      const lastFirst = [...writes].sort(([, a], [, b]) => b.began - a.began);
      counts.writes += writes.size;
      for (const read of tried) {
        if (read.f !== 'read' || read.outcome !== 'ok') continue;
        counts.reads += 1;
        const seen = new Set(listOf(read).map(canonicalText));
        const last = lastFirst.find(([value]) => seen.has(value));
        if (last === undefined) continue;
        const [later, { began, events }] = last;
        const missed = over.find(([value, { ended }]) => ended < began && !seen.has(value));
        if (missed === undefined) continue;
        const [earlier, without] = missed;
        const what = `${later} was read without ${earlier}, whose write was over before that of ${later} began`;
        violations.push({ id: named(key, 'writes'), what, events: [...without.events, ...events, ...read.events] });
      }
    }
    return resultOf(violations, counts);
  },
};

function writesOf(tried: readonly Tried[]): Map<string, Tried> {
  const writes = new Map<string, Tried>();
  for (const write of tried) {
    if (write.f !== 'write') continue;
    const value = canonicalText(givenOf(write, write.input));
    if (writes.has(value)) {
      throw new EventError(write.event, { field: 'value', expected: 'what nobody wrote before', got: write.input });
    }
    writes.set(value, write);
  }
  return writes;
}
