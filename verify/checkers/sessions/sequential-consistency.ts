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
 * nobody wrote than there are writes without an answer: each of these may have made one of them. Such a write came after
 * all older versions and before the newer ones, whoever made it.
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
    const all = [...accesses, ...untoldWritesOf(accesses)];
    const builder = new GraphBuilder(all.length);
    const violations: Violation[] = [];
    const places = [...accesses.keys()];
    const sessions = Map.groupBy(places, (n) => (accesses[n] as Access).session);
    for (const own of sessions.values()) addSessionOrder(builder, accesses, own);
    const keys = Map.groupBy(all.keys(), (n) => (all[n] as Access).key);
    const unwritten: Violation[] = [];
    for (const [key, ofKey] of keys) {
      addVersionOrder(builder, all, ofKey, violations);
      const nowhere = ofKey.filter((n) => n >= accesses.length).map((n) => all[n] as Access);
      unwritten.push(...versionsFromNowhere(nowhere, unanswered.get(key) ?? 0));
    }
    const { cycles } = cyclesOf(builder.build(), [processOrder]);
    for (const found of cycles.values())
      for (const cycle of found) violations.push(violationOf(cycle, all, accesses.length));
    const counts = { accesses: accesses.length, keys: keys.size, sessions: sessions.size };
    // Who writes a version may do so later: sessions are not bound to each other's time.
    return gradedResultOf({ always: violations, complete: unwritten }, counts);
  },
};

/** Of each version that was read and that no answered write made: a write by whomever, with the events of its first read. */
function untoldWritesOf(accesses: readonly Access[]): Access[] {
  const versionOf = ({ key, version }: Access): string => `${typeof key} ${key} ${version}`;
  const made = new Set(accesses.filter(({ kind }) => kind === 'write').map(versionOf));
  const writes: Access[] = [];
  for (const read of accesses) {
    const version = versionOf(read);
    if (read.version === 0 || made.has(version)) continue;
    made.add(version);
    writes.push({ ...read, kind: 'write' });
  }
  return writes;
}

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
function versionsFromNowhere(nowhere: readonly Access[], unanswered: number): Violation[] {
  if (nowhere.length <= unanswered) return [];
  const left =
    unanswered === 0 ? '' : `, and only ${unanswered} writes are unanswered for ${nowhere.length} such versions`;
  return nowhere.map(({ key, version, began, ended }) => {
    const what = `version ${version} was read and never written${left}`;
    return { id: `key ${key}`, what, events: [...new Set([began, ended])] };
  });
}

/** @param told how many of all accesses were answered; the others are by whomever */
function violationOf({ nodes }: Cycle, all: readonly Access[], told: number): Violation {
  const steps = nodes.map((n) => {
    const access = all[n] as Access;
    return `${n < told ? `session ${access.session}` : 'somebody'} ${describeAccess(access)}`;
  });
  const what = `no order explains it: ${steps.join(', before ')}, before the first of these again`;
  const members = nodes.map((n) => all[n] as Access);
  const events = [...new Set(members.flatMap(({ began, ended }) => [began, ended]))].sort((a, b) => a - b);
  const first = all[nodes.find((n) => n < told) as number] as Access;
  return { id: `session ${first.session}`, what, events };
}
