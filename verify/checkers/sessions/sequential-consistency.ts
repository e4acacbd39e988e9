import { type Checker, gradedResultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { type Cycle, cyclesOf } from '../transactions/graph/cycles.ts';
import { processOrder, rw, wr, ww } from '../transactions/graph/dependency.ts';
import { GraphBuilder } from '../transactions/graph/graph-builder.ts';
import { eachPrecedence } from '../transactions/graph/interval-order.ts';
import { type Access, accessesOf, describeAccess } from './register-access.ts';

/**
 * Some order of all reads and writes keeps the order of every session and gives every read the newest version. With
 * version numbers that is no search: each access is a transaction of its own, and the order exists unless the order of
 * sessions, of versions, of reads after their writes and before the next ones has a cycle, or more versions were read that
 * nobody wrote than there are writes without an answer: each of these may have made one of them.
 */
export const sequentialConsistency: Checker = {
  name: 'sequential-consistency',
  claim:
    'Some order of all reads and writes keeps the order of every session, and every read is of the newest version.',
  complexity: 'O(n log n)',
  source: 'Lamport: How to Make a Multiprocessor Computer (1979); Gibbons, Korach: Testing Shared Memories (1997)',
  definite: true,
  looksFor: { words: ['read', 'write'], counted: ['accesses'] },
  check(history) {
    const { accesses, unanswered } = accessesOf(history);
    const builder = new GraphBuilder(accesses.length);
    const violations: Violation[] = [];
    const places = [...accesses.keys()];
    const sessions = Map.groupBy(places, (n) => (accesses[n] as Access).session);
    for (const own of sessions.values()) addSessionOrder(builder, accesses, own);
    const keys = Map.groupBy(places, (n) => (accesses[n] as Access).key);
    const unwritten: Violation[] = [];
    for (const [key, ofKey] of keys) {
      addVersionOrder(builder, accesses, ofKey, violations);
      unwritten.push(...versionsFromNowhere(accesses, ofKey, unanswered.get(key) ?? 0));
    }
    const { cycles } = cyclesOf(builder.build(), [processOrder]);
    for (const found of cycles.values()) for (const cycle of found) violations.push(violationOf(cycle, accesses));
    const counts = { accesses: accesses.length, keys: keys.size, sessions: sessions.size };
    // Who writes a version may do so later: sessions are not bound to each other's time.
    return gradedResultOf({ always: violations, complete: unwritten }, counts);
  },
};

/** What was over before what began: a session may do several things at once, which have no order. */
function addSessionOrder(builder: GraphBuilder, accesses: readonly Access[], own: readonly number[]): void {
  const intervals = own.map((n) => accesses[n] as Access);
  eachPrecedence(intervals, (earlier, later) => {
    builder.add(own[earlier] as number, own[later] as number, processOrder, -1);
  });
}

/** Each write after the version before it, each read between the version that it read and the next. */
function addVersionOrder(builder: GraphBuilder, accesses: readonly Access[], ofKey: number[], violations: Violation[]) {
  const at = (n: number): Access => accesses[n] as Access;
  const sorted = ofKey.sort((a, b) => at(a).version - at(b).version);
  let write: number | undefined;
  let readers: number[] = [];
  for (let from = 0; from < sorted.length; ) {
    const { version } = at(sorted[from] as number);
    let to = from;
    while (to < sorted.length && at(sorted[to] as number).version === version) to += 1;
    const group = sorted.slice(from, to);
    const [made, again] = group.filter((n) => at(n).kind === 'write');
    if (made !== undefined) {
      if (again !== undefined) {
        const events = [at(made).ended, at(again).ended];
        violations.push({ id: `key ${at(made).key}`, what: `version ${version} was written twice`, events });
      }
      if (write !== undefined) builder.add(write, made, ww, 0);
      for (const reader of readers) builder.add(reader, made, rw, 0);
      write = made;
      readers = [];
    }
    for (const n of group) {
      if (at(n).kind !== 'read') continue;
      if (write !== undefined) builder.add(write, n, wr, 0);
      readers.push(n);
    }
    from = to;
  }
}

/** Versions that were read and that no write made, where no unanswered write is left to have made them. */
function versionsFromNowhere(accesses: readonly Access[], ofKey: readonly number[], unanswered: number): Violation[] {
  const made = new Set<number>([0]);
  const read = new Map<number, Access>();
  for (const n of ofKey) {
    const access = accesses[n] as Access;
    if (access.kind === 'write') made.add(access.version);
    else if (!read.has(access.version)) read.set(access.version, access);
  }
  const nowhere = [...read.values()].filter(({ version }) => !made.has(version));
  if (nowhere.length <= unanswered) return [];
  const left =
    unanswered === 0 ? '' : `, and only ${unanswered} writes are unanswered for ${nowhere.length} such versions`;
  return nowhere.map(({ key, version, began, ended }) => {
    const what = `version ${version} was read and never written${left}`;
    return { id: `key ${key}`, what, events: [...new Set([began, ended])] };
  });
}

function violationOf({ nodes }: Cycle, accesses: readonly Access[]): Violation {
  const members = nodes.map((n) => accesses[n] as Access);
  const steps = members.map((access) => `session ${access.session} ${describeAccess(access)}`);
  const what = `no order explains it: ${steps.join(', before ')}, before the first of these again`;
  const events = [...new Set(members.flatMap(({ began, ended }) => [began, ended]))].sort((a, b) => a - b);
  return { id: `session ${members[0]?.session}`, what, events };
}
