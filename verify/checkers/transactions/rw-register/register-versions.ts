import type { ProcessId } from '../../../history/event.ts';
import { componentsOf } from '../graph/components.ts';
import { ww } from '../graph/dependency.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { eachPrecedence } from '../graph/interval-order.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { aborted, committed, eventOf, type TransactionTable } from '../table/transaction-table.ts';
import { describeTransaction, eventsOf } from '../table/words.ts';
import type { RegisterOperations } from './rw-register-operations.ts';

/**
 * What may be assumed of each key alone. `none`: nothing. `sequential`: what a process sees of a key never goes back.
 * `linearizable`: nor does what anybody sees who began after another was over.
 */
export const keyAssumptions = ['none', 'sequential', 'linearizable'] as const;
export type KeyAssumption = (typeof keyAssumptions)[number];

/** Version `to` of a key came after version `from`; a write, or -1 for the state before all writes. */
export interface Step {
  readonly key: number;
  readonly from: number;
  readonly to: number;
  /** Who saw or wrote the one and then the other. */
  readonly transactions: readonly number[];
}

/** What a transaction saw of a key when it came to it, and what it left there. */
interface Touch {
  readonly t: number;
  readonly in: number;
  readonly out: number;
}

/**
 * Registers do not tell the order of their versions; this is what follows of it: nothing comes before the first write,
 * what a transaction writes comes after what it had read (write follows read), and what `assumed` says. Versions of a
 * key that come before each other are noted as `cyclic-versions`, and nothing follows from them. Elle calls these
 * sources initial state, wfr-keys, sequential-keys and linearizable-keys. O(n), O(n log n) with an assumption.
 */
export function versionStepsOf(
  table: TransactionTable,
  operations: RegisterOperations,
  assumed: KeyAssumption,
  log: AnomalyLog,
): readonly Step[] {
  const steps: Step[] = [];
  const { readers, readKeys, versions, overwrites } = operations;
  for (let read = 0; read < readers.length; read += 1) {
    const [from, to] = [versions[read] as number, overwrites[read] as number];
    const t = readers[read] as number;
    if (from >= -1 && to >= 0 && from !== to)
      steps.push({ key: readKeys[read] as number, from, to, transactions: [t] });
  }
  if (assumed !== 'none') {
    for (const [key, touches] of touchesOf(table, operations)) {
      const tell = (one: Touch, other: Touch): void => {
        if (one.out === other.in) return;
        steps.push({ key, from: one.out, to: other.in, transactions: [one.t, other.t] });
      };
      if (assumed === 'sequential') inEachProcess(table, touches, tell);
      else inRealTime(table, touches, tell);
    }
  }
  return withoutCycles(table, operations, steps, log);
}

function touchesOf(table: TransactionTable, operations: RegisterOperations): Map<number, Touch[]> {
  const { readers, readKeys, versions, again, overwrites, writes, intermediate, keys } = operations;
  const byKey = new Map<number, Touch[]>(Array.from(keys.keys(), (key) => [key, []]));
  const afterRead = new Set(overwrites);
  for (let read = 0; read < readers.length; read += 1) {
    const [saw, wrote] = [versions[read] as number, overwrites[read] as number];
    if (saw < -1 || again[read] === 1) continue;
    byKey.get(readKeys[read] as number)?.push({ t: readers[read] as number, in: saw, out: wrote < 0 ? saw : wrote });
  }
  for (let write = 0; write < writes.size; write += 1) {
    const t = writes.writers[write] as number;
    if (intermediate[write] === 1 || afterRead.has(write) || table.outcomes[t] === aborted) continue;
    byKey.get(writes.keys[write] as number)?.push({ t, in: write, out: write });
  }
  for (const touches of byKey.values()) touches.sort((a, b) => a.t - b.t);
  return byKey;
}

function inEachProcess(table: TransactionTable, touches: readonly Touch[], tell: (one: Touch, other: Touch) => void) {
  const last = new Map<ProcessId, Touch>();
  for (const touch of touches) {
    const { process } = eventOf(table, touch.t);
    const before = last.get(process);
    if (before !== undefined) tell(before, touch);
    // What is of unknown outcome may take effect after what its process did next.
    if (table.outcomes[touch.t] === committed) last.set(process, touch);
  }
}

function inRealTime(table: TransactionTable, touches: readonly Touch[], tell: (one: Touch, other: Touch) => void) {
  const intervals = touches.map(({ t }) => ({
    began: table.began[t] as number,
    ended: table.outcomes[t] === committed ? (table.ended[t] as number) : Number.POSITIVE_INFINITY,
  }));
  eachPrecedence(intervals, (earlier, later) => tell(touches[earlier] as Touch, touches[later] as Touch));
}

/** The steps that lie in no cycle of versions. */
function withoutCycles(
  table: TransactionTable,
  { writes, keys }: RegisterOperations,
  steps: readonly Step[],
  log: AnomalyLog,
): readonly Step[] {
  const builder = new GraphBuilder(writes.size + keys.length);
  const nodeOf = (key: number, version: number): number => (version < 0 ? writes.size + key : version);
  for (const { key, from, to } of steps) {
    builder.add(nodeOf(key, from), nodeOf(key, to), ww, key);
    // Nothing comes before the first write: whoever steps back to it closes a cycle.
    if (to < 0) builder.add(nodeOf(key, -1), from, ww, key);
  }
  const { of, cyclic } = componentsOf(builder.build(), ww);
  if (cyclic === 0) return steps;
  const inside = new Map<number, Step[]>();
  const kept: Step[] = [];
  for (const step of steps) {
    const component = of[nodeOf(step.key, step.from)] as number;
    if (component !== of[nodeOf(step.key, step.to)]) {
      kept.push(step);
      continue;
    }
    const others = inside.get(component);
    if (others === undefined) inside.set(component, [step]);
    else others.push(step);
  }
  for (const around of inside.values()) {
    log.add('cyclic-versions', () => {
      const members = [...new Set(around.flatMap((step) => step.transactions))].sort((a, b) => a - b);
      const name = keys[around[0]?.key as number];
      const what = `versions of ${name} come before each other: ${members.map((t) => describeTransaction(table, t)).join('; ')}`;
      return { what, events: eventsOf(table, members) };
    });
  }
  return kept;
}
