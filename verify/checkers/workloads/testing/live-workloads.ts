import { bank } from '../bank.ts';
import { causalOrder } from '../causal-order.ts';
import { causalReverse } from '../causal-reverse.ts';
import { counterBounds } from '../counter-bounds.ts';
import { eachSucceeds } from '../each-succeeds.ts';
import { finalSet } from '../final-set.ts';
import { growingSet } from '../growing-set.ts';
import { kafka } from '../kafka/kafka.ts';
import { longFork } from '../long-fork.ts';
import { predicateInserts } from '../predicate-inserts.ts';
import { sequentialInserts } from '../sequential-inserts.ts';
import { totalQueue } from '../total-queue.ts';
import { uniqueIds } from '../unique-ids.ts';
import { partitions } from './live-log.ts';
import { type LiveWorkload, refused, type Workload } from './workload.ts';

function ids(): LiveWorkload {
  let next = 0;
  return { ask: () => ({ f: 'generate' }), apply: () => next++ };
}

function accounts(): LiveWorkload {
  const balances: Record<string, number> = { a: 10, b: 10, c: 0 };
  const names = Object.keys(balances);
  return {
    ask(draw) {
      if (draw(0, 1) === 0) return { f: 'read' };
      return { f: 'transfer', input: { from: names[draw(0, 2)], to: names[draw(0, 2)], amount: draw(1, 5) } };
    },
    apply({ f, input }) {
      if (f === 'read') return { ...balances };
      const { from, to, amount } = input as { from: string; to: string; amount: number };
      if ((balances[from] as number) < amount) return refused;
      balances[from] = (balances[from] as number) - amount;
      balances[to] = (balances[to] as number) + amount;
      return input;
    },
  };
}

function predicates(): LiveWorkload {
  const held = new Set<unknown>();
  return {
    ask: (draw, n) => ({ f: 'insert', key: n >> 1, input: draw(0, 1) === 0 ? [n, null] : [null, n] }),
    apply({ key, input }) {
      if (held.has(key)) return refused;
      held.add(key);
      return input;
    },
  };
}

/** Values are added, and all are read. */
function grown(add: string, last?: 'read'): () => LiveWorkload {
  return () => {
    const held: unknown[] = [];
    return {
      ask: (draw, n) => (draw(0, 1) === 0 ? { f: 'read' } : { f: add, input: n }),
      apply({ f, input }) {
        if (f === 'read') return [...held].reverse();
        held.push(input);
        return input;
      },
      ...(last && { last: [{ f: last }] }),
    };
  };
}

/** Each key is written once; some are read together. */
function forkable(): LiveWorkload {
  const held = new Map<unknown, unknown>();
  return {
    ask(draw, n) {
      if (draw(0, 1) === 0) return { f: 'txn', input: [['w', n, 1]] };
      const keys = [n - 1, n - 2, n - 3].slice(0, draw(2, 3));
      return { f: 'txn', input: keys.map((key) => ['r', key, null]) };
    },
    apply({ input }) {
      return (input as [string, number, unknown][]).map(([f, key, value]) => {
        if (f === 'w') held.set(key, value);
        return [f, key, held.get(key) ?? null];
      });
    },
  };
}

function queue(): LiveWorkload {
  const held: unknown[] = [];
  return {
    ask: (draw, n) => (draw(0, 1) === 0 ? { f: 'dequeue' } : { f: 'enqueue', input: n % 7 }),
    apply({ f, input }) {
      if (f === 'dequeue') return held.shift() ?? null;
      if (f === 'drain') return held.splice(0);
      held.push(input);
      return input;
    },
    last: [{ f: 'dequeue' }, { f: 'drain' }],
  };
}

function counter(): LiveWorkload {
  let value = 0;
  return {
    ask: (draw) => (draw(0, 1) === 0 ? { f: 'read' } : { f: 'add', input: draw(-3, 5) }),
    apply({ f, input }) {
      if (f === 'add') value += Number(input);
      return f === 'add' ? input : value;
    },
  };
}

/** Each client reads and writes a register of its own. */
function chains(): LiveWorkload {
  const held = new Map<string, number>();
  return {
    ask(draw, n, process) {
      const f = ['write', 'read', held.has(process) ? 'read' : 'read-init'][draw(0, 2)] as string;
      return { f, key: process, ...(f === 'write' && { input: n }) };
    },
    apply({ f, input }, process) {
      if (f !== 'write') return held.get(process) ?? 0;
      held.set(process, Number(input));
      return input;
    },
  };
}

/** Each client inserts rows of its own, one after the other; others read them backwards. */
function rows(): LiveWorkload {
  const held = new Map<string, number>();
  const next = new Map<string, number>();
  const least = 4;
  return {
    ask(draw, _, process) {
      if (draw(0, 1) === 0) return { f: 'read', input: [`p${draw(0, 2)}`, null] };
      const row = next.get(process) ?? 0;
      next.set(process, row + 1);
      return { f: 'add', input: [process, row] };
    },
    apply({ f, input }, process) {
      const [client, row] = input as [string, number];
      if (f === 'add') {
        // A row that was refused before leaves a gap: no more are inserted.
        if (row !== (held.get(process) ?? 0)) return refused;
        held.set(process, row + 1);
        return input;
      }
      const all = Math.max(least, held.get(client) ?? 0);
      return [
        client,
        Array.from({ length: all }, (__, n) =>
          all - n <= (held.get(client) ?? 0) ? `${client}_${all - n - 1}` : null,
        ),
      ];
    },
  };
}

/** Everything is refused now and then, and works in the end. */
function working(): LiveWorkload {
  return {
    ask: (draw) => ({ f: ['read', 'write', 'cas'][draw(0, 2)] as string }),
    apply: () => null,
    last: [{ f: 'read' }, { f: 'write' }, { f: 'cas' }],
  };
}

/** What each checker of workloads is proven on. */
export const workloads: readonly Workload[] = [
  { checker: uniqueIds, create: ids },
  { checker: bank, create: accounts },
  { checker: predicateInserts, create: predicates },
  { checker: causalReverse, create: grown('write') },
  { checker: causalOrder, create: chains },
  { checker: sequentialInserts, create: rows },
  { checker: longFork, create: forkable },
  { checker: counterBounds, create: counter },
  { checker: finalSet, create: grown('add', 'read') },
  { checker: growingSet, create: grown('add', 'read') },
  { checker: totalQueue, create: queue },
  { checker: kafka, create: partitions },
  { checker: eachSucceeds, create: working },
];
