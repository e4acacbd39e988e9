import { type HistoryEvent, type Key as KeyName, nemesis } from '../../history/event.ts';
import { OpenOperations } from '../../history/open-operations.ts';
import { canonicalText } from '../../linearizability/calls/value-key.ts';
import { type Checker, type CheckerResult, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/** When replicas must have caught up. */
export interface ConvergenceOptions {
  /** Nanoseconds after the last write of a key was over; 0 when nothing is said. */
  readonly settledAfter?: number;
}

/** A key, until when it may still change, and what was read of it after that. */
interface Key {
  changes: number;
  readonly written: Set<string>;
  readonly reads: { readonly value: string; readonly event: HistoryEvent }[];
}

/**
 * Once nobody writes any more and the system had time to settle, all reads of a key agree, and on something that was
 * written: strong convergence as observed. Reads that begin later than that are judged, `f: "read"`, with whatever
 * value; `f: "write"` of unknown outcome may take effect at any time, so that they count as written, and as over when
 * they were given up. What a key held before anybody wrote it is not known. Without a read to judge it is `unknown`.
 */
export const eventualConvergence: Checker<ConvergenceOptions> = {
  name: 'eventual-convergence',
  claim: 'Once nobody writes any more, all reads of a key agree on something that was written.',
  complexity: 'O(n)',
  source: 'Vogels: Eventually Consistent (2009); Shapiro et al.: Conflict-free Replicated Data Types (2011)',
  definite: false,
  looksFor: { words: ['read', 'write'], counted: ['reads'] },
  check(history, { settledAfter = 0 } = {}): CheckerResult {
    const { keys, counts } = readsAfterQuiet(history, settledAfter);
    const violations: Violation[] = [];
    for (const [key, { written, reads }] of keys) {
      const first = reads[0];
      if (first === undefined) continue;
      counts.reads += reads.length;
      const other = reads.find(({ value }) => value !== first.value);
      const id = `key ${key}`;
      if (other !== undefined) {
        const what = `read as ${first.value} and as ${other.value} after the last write had settled`;
        violations.push({ id, what, events: [first.event.index, other.event.index] });
      } else if (written.size > 0 && !written.has(first.value)) {
        const what = `read as ${first.value} after the last write had settled, which nobody wrote`;
        violations.push({ id, what, events: [first.event.index] });
      }
    }
    if (counts.reads > 0) return resultOf(violations, counts);
    return { valid: 'unknown', counts, error: 'no read began after the last write had settled: nothing was judged' };
  },
};

function readsAfterQuiet(history: readonly HistoryEvent[], settledAfter: number) {
  const keys = new Map<KeyName, Key>();
  const open = new OpenOperations();
  const finished: { readonly asked: HistoryEvent; readonly event: HistoryEvent }[] = [];
  for (const event of history) {
    if (event.process === nemesis || (event.f !== 'read' && event.f !== 'write')) continue;
    if (event.type === 'invoke') {
      open.begin(event);
      continue;
    }
    const asked = open.end(event) ?? event;
    if (event.type === 'ok' || (event.type === 'info' && event.f === 'write')) finished.push({ asked, event });
  }
  const stateOf = (key: KeyName): Key => {
    let state = keys.get(key);
    if (state === undefined) {
      state = { changes: Number.NEGATIVE_INFINITY, written: new Set(), reads: [] };
      keys.set(key, state);
    }
    return state;
  };
  const changed = (asked: HistoryEvent, until: number): void => {
    const state = stateOf(asked.key ?? '');
    state.changes = Math.max(state.changes, until);
    state.written.add(shown(asked.value));
  };
  // A write that nobody heard of again is still under way when the history ends.
  for (const asked of open.rest()) if (asked.f === 'write') changed(asked, history.at(-1)?.time ?? 0);
  for (const { asked, event } of finished) {
    if (event.f !== 'write') continue;
    changed(asked, event.time);
    // A version that the store chose is in the answer.
    if (event.value !== undefined) stateOf(event.key ?? '').written.add(shown(event.value));
  }
  for (const { asked, event } of finished) {
    const state = stateOf(event.key ?? '');
    if (event.f === 'read' && asked.time > state.changes + settledAfter) {
      state.reads.push({ value: shown(event.value), event });
    }
  }
  return { keys, counts: { keys: keys.size, reads: 0 } };
}

function shown(value: unknown): string {
  return canonicalText(value ?? null);
}
