import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { componentsOf } from './components.ts';
import { nameOfCycle } from './cycle-classes.ts';
import { type CycleFindings, cyclesOf } from './cycles.ts';
import { processOrder, realTime, rw, wr, ww } from './dependency.ts';
import type { Graph } from './graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { addNextWriters } from './next-writers.ts';

type Edge = readonly [from: number, to: number, kind: number];

const nodes = 6;
const edges = (kinds: readonly number[]) =>
  fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.constantFrom(...kinds)), { maxLength: 14 });

function graphOf(list: readonly Edge[], size = nodes): Graph {
  const builder = new GraphBuilder(size);
  for (const [n, [from, to, kind]] of list.entries()) builder.add(from, to, kind, n);
  return builder.build();
}

/** The length of the shortest cycle by class and component, from all simple cycles. */
function enumerated(list: readonly Edge[], component: Int32Array): Map<string, number> {
  const shortest = new Map<string, number>();
  const go = (start: number, path: readonly number[], kinds: readonly number[]): void => {
    for (const [from, to, kind] of list) {
      if (from !== path.at(-1) || from === to || to < start) continue;
      if (to === start) {
        const id = `${nameOfCycle([...kinds, kind])} ${component[start]}`;
        shortest.set(id, Math.min(shortest.get(id) ?? Number.POSITIVE_INFINITY, path.length));
      } else if (!path.includes(to)) go(start, [...path, to], [...kinds, kind]);
    }
  };
  for (let start = 0; start < nodes; start += 1) go(start, [start], []);
  return shortest;
}

/** What was found by class and component, at most once each; every cycle is made of edges and passes no node twice. */
function lengthsOf({ cycles }: CycleFindings, list: readonly Edge[], component: Int32Array): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const [name, all] of cycles) {
    for (const { nodes: path, kinds, keys } of all) {
      const id = `${name} ${component[path[0] as number]}`;
      expect([lengths.has(id), nameOfCycle(kinds), new Set(path).size]).toEqual([false, name, path.length]);
      const steps = path.map((from, at) => [from, path[(at + 1) % path.length], kinds[at]]);
      expect(keys.map((key) => list[key])).toEqual(steps);
      lengths.set(id, path.length);
    }
    expect(all.map((cycle) => cycle.nodes.length)).toEqual(
      all.map((cycle) => cycle.nodes.length).sort((a, b) => a - b),
    );
  }
  return lengths;
}

function found(list: readonly Edge[], component: Int32Array, orders: readonly number[] = []): Map<string, number> {
  const findings = cyclesOf(graphOf(list), orders);
  expect(findings.cutShort).toEqual([]);
  return lengthsOf(findings, list, component);
}

const severities = ['G0', 'G1c', 'G-single-item', 'G-nonadjacent-item', 'G2-item'];

/** By the definition, order by order and class by class: with an order only what is worse than all that is known. */
function expectedWith(list: readonly Edge[], component: Int32Array, orders: readonly number[]): Map<string, number> {
  const worst = new Map<string, number>();
  const expected = new Map<string, number>();
  for (const known of [[], ...orders.map((_, n) => orders.slice(0, n + 1))]) {
    const all = enumerated(
      list.filter(([, , kind]) => kind < processOrder || known.includes(kind)),
      component,
    );
    for (const [severity, name] of severities.entries()) {
      for (const [id, length] of all) {
        const [full = '', own = ''] = id.split(' ');
        if (full.replace(/-(process|realtime)$/, '') !== name) continue;
        const least = worst.get(own) ?? Number.POSITIVE_INFINITY;
        if (least <= severity && (known.length > 0 || name === 'G-nonadjacent-item')) continue;
        expected.set(id, length);
        worst.set(own, Math.min(least, severity));
      }
    }
  }
  return expected;
}

describe('cycles', () => {
  it('finds the shortest of each class in each component: all simple cycles were enumerated', () => {
    const classes = { G0: 100, G1c: 100, 'G-single-item': 100, 'G-nonadjacent-item': 20, 'G2-item': 100 };
    const seen = assertEverySide(edges([ww, wr, rw]), classes, 3000, (list, see) => {
      const { of } = componentsOf(graphOf(list), 63);
      const expected = enumerated(list, of);
      for (const id of expected.keys()) {
        see(id.split(' ')[0] as keyof typeof classes);
        const worse = ['G0', 'G1c', 'G-single-item'].some((name) => expected.has(id.replace(/^\S+/, name)));
        if (id.startsWith('G-nonadjacent') && worse) expected.delete(id);
      }
      expect(found(list, of)).toEqual(expected);
    });
    expect(Object.keys(seen)).toEqual(Object.keys(classes));
  });

  it('finds one with an order where there is none as severe without: order by order', () => {
    const classes = { '-process': 100, '-realtime': 100 };
    const orders = [processOrder, realTime];
    assertEverySide(edges([ww, wr, rw, processOrder, realTime]), classes, 1000, (list, see) => {
      // Real orders have no cycles of their own.
      const sane = list.filter(([from, to, kind]) => kind < processOrder || from < to);
      const { of } = componentsOf(graphOf(sane), 63);
      const expected = expectedWith(sane, of, orders);
      expect(found(sane, of, orders)).toEqual(expected);
      for (const side of ['-process', '-realtime'] as const) {
        if ([...expected.keys()].some((id) => id.includes(side))) see(side);
      }
    });
  });

  it('finds the shortest of long ones, whichever comes first', () => {
    const ring = [0, 1, 2, 3, 4, 5, 6, 7];
    const list = ring.map((from): Edge => [from, (from + 1) % ring.length, ww]);
    const { of } = componentsOf(graphOf(list, ring.length), 63);
    for (const [short, length] of [
      [[0, 2, ww], 7],
      [[0, 4, ww], 5],
    ] as const) {
      const findings = cyclesOf(graphOf([...list, short], ring.length));
      expect(lengthsOf(findings, [...list, short], of)).toEqual(new Map([['G0 0', length]]));
    }
  });

  it('tells of shorter ones first', () => {
    const ring = (first: number, last: number) =>
      Array.from(
        { length: last - first + 1 },
        (_, n): Edge => [first + n, n + first === last ? first : first + n + 1, wr],
      );
    const { cycles } = cyclesOf(graphOf([...ring(0, 7), ...ring(8, 13), ...ring(14, 20)], 21));
    expect(cycles.get('G1c')?.map((cycle) => cycle.nodes.length)).toEqual([6, 7, 8]);
  });

  it('goes on from the first junction to who is behind it', () => {
    const builder = new GraphBuilder(4);
    builder.add(0, 1, ww, 0);
    addNextWriters(builder, [1, 3], [0, 1, 2], 7);
    const [cycle] = cyclesOf(builder.build()).cycles.get('G-single-item') ?? [];
    expect(cycle).toEqual({ name: 'G-single-item', nodes: [1, 0], kinds: [rw, ww], keys: [7, 0] });
  });

  it('goes through junctions as through the edges that they stand for', () => {
    const group = fc.uniqueArray(fc.nat(nodes - 1), { minLength: 1 });
    fc.assert(
      fc.property(edges([ww, wr, rw]), group, group, (list, readers, writers) => {
        const builder = new GraphBuilder(nodes);
        for (const [from, to, kind] of list) builder.add(from, to, kind, 0);
        addNextWriters(builder, readers, writers, 0);
        const direct = graphOf([...list, ...readers.flatMap((r) => writers.map((w): Edge => [r, w, rw]))]);
        const of = (graph: Graph) =>
          [...cyclesOf(graph).cycles].map(([name, cycles]) => [name, cycles.map((cycle) => cycle.nodes.length)]);
        expect(of(builder.build())).toEqual(of(direct));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['its budget', { budget: -1_000 }],
    ['its time', { outOfTime: () => true }],
  ])('names a component whose search came to the end of %s by any of its cycles, and says so', (_, limits) => {
    fc.assert(
      fc.property(edges([ww, wr, rw]), (list) => {
        const { of } = componentsOf(graphOf(list), 63);
        const findings = cyclesOf(graphOf(list), [], limits);
        const lengths = lengthsOf(findings, list, of);
        const all = enumerated(list, of);
        const cyclic = new Set([...all.keys()].map((id) => id.split(' ')[1]));
        expect(new Set([...lengths.keys()].map((id) => id.split(' ')[1]))).toEqual(cyclic);
        for (const [id, length] of lengths) expect(all.get(id)).toBeLessThanOrEqual(length);
        expect(findings.components).toBe(cyclic.size);
        const kinds = new Set(
          list.filter(([from, to]) => of[from] === of[to] && from !== to).map(([, , kind]) => kind),
        );
        const begun: Record<number, string[]> = {
          [ww]: ['G0'],
          [wr]: ['G1c'],
          [rw]: ['G-single-item', 'G-nonadjacent-item', 'G2-item'],
        };
        for (const name of findings.cutShort) expect([...kinds].flatMap((kind) => begun[kind])).toContain(name);
        expect(findings.cutShort.length > 0).toBe(cyclic.size > 0);
      }),
    );
  });

  it('has a budget over what one look at all edges costs', () => {
    const both: Edge[] = [
      [0, 1, ww],
      [1, 0, ww],
    ];
    // Of two edges one is looked at, from the other.
    expect(cyclesOf(graphOf(both), [], { budget: -1 }).cutShort).toEqual([]);
    expect(cyclesOf(graphOf(both), [], { budget: -2 }).cutShort).toEqual(['G0']);
  });

  it('does not search where no way leads back, nor far before near', () => {
    const size = 1000;
    const way = Array.from({ length: size - 1 }, (_, n): Edge => [n, n + 1, ww]);
    const jumps = way.map(([from]): Edge => [from, size - 1, rw]);
    const builds = {
      // Only over two anti-dependencies, the second of which ends the way.
      'no way back': [...way, ...jumps, [size - 1, 0, rw] as Edge],
      near: [...way, [size - 1, 0, ww] as Edge, [size - 1, size - 2, ww] as Edge],
    };
    for (const list of Object.values(builds)) {
      expect(cyclesOf(graphOf(list, size), [], { budget: 20 * size }).cutShort).toEqual([]);
    }
  });
});
