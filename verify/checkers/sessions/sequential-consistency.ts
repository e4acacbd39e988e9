import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { type Cycle, cyclesOf } from '../transactions/graph/cycles.ts';
import { processOrder, rw, wr, ww } from '../transactions/graph/dependency.ts';
import { GraphBuilder } from '../transactions/graph/graph-builder.ts';
import { type Access, accessesOf, describeAccess } from './register-access.ts';

/**
 * Some order of all reads and writes keeps the order of every session and gives every read the newest version. With
 * version numbers that is no search: each access is a transaction of its own, and the order exists unless the order of
 * sessions, of versions, of reads after their writes and before the next ones has a cycle.
 */
export const sequentialConsistency: Checker = {
  name: 'sequential-consistency',
  claim:
    'Some order of all reads and writes keeps the order of every session, and every read is of the newest version.',
  complexity: 'O(n log n)',
  source: 'Lamport: How to Make a Multiprocessor Computer (1979); Gibbons, Korach: Testing Shared Memories (1997)',
  definite: true,
  check(history) {
    const accesses = accessesOf(history);
    const builder = new GraphBuilder(accesses.length, 3 * accesses.length);
    const violations: Violation[] = [];
    const last = new Map<Access['session'], number>();
    const keys = new Map<Access['key'], number[]>();
    for (const [n, { session, key, began }] of accesses.entries()) {
      const before = last.get(session);
      if (before !== undefined && (accesses[before] as Access).ended < began) builder.add(before, n, processOrder, -1);
      last.set(session, n);
      const ofKey = keys.get(key);
      if (ofKey === undefined) keys.set(key, [n]);
      else ofKey.push(n);
    }
    for (const ofKey of keys.values()) addVersionOrder(builder, accesses, ofKey, violations);
    const { cycles } = cyclesOf(builder.build(), [processOrder]);
    for (const found of cycles.values()) for (const cycle of found) violations.push(violationOf(cycle, accesses));
    return resultOf(violations, { accesses: accesses.length, keys: keys.size, sessions: last.size });
  },
};

/** Each write after the version before it, each read between the version that it read and the next. */
function addVersionOrder(builder: GraphBuilder, accesses: readonly Access[], ofKey: number[], violations: Violation[]) {
  const at = (n: number): Access => accesses[n] as Access;
  const sorted = ofKey.sort((a, b) => at(a).version - at(b).version);
  let write = -1;
  let readers: number[] = [];
  for (let from = 0; from < sorted.length; ) {
    const { version } = at(sorted[from] as number);
    let to = from;
    while (to < sorted.length && at(sorted[to] as number).version === version) to += 1;
    const group = sorted.slice(from, to);
    const [made, again] = group.filter((n) => at(n).kind === 'write');
    if (made !== undefined && again !== undefined) {
      const events = [at(made).ended, at(again).ended];
      violations.push({ id: `key ${at(made).key}`, what: `version ${version} was written twice`, events });
    }
    if (made !== undefined) {
      if (write >= 0) builder.add(write, made, ww, 0);
      for (const reader of readers) builder.add(reader, made, rw, 0);
      write = made;
      readers = [];
    }
    for (const n of group) {
      if (at(n).kind !== 'read') continue;
      if (write >= 0) builder.add(write, n, wr, 0);
      readers.push(n);
    }
    from = to;
  }
}

function violationOf({ nodes }: Cycle, accesses: readonly Access[]): Violation {
  const members = nodes.map((n) => accesses[n] as Access);
  const steps = members.map((access) => `session ${access.session} ${describeAccess(access)}`);
  const what = `no order explains it: ${steps.join(', before ')}, before the first of these again`;
  const events = [...new Set(members.flatMap(({ began, ended }) => [began, ended]))].sort((a, b) => a - b);
  return { id: `session ${members[0]?.session}`, what, events };
}
