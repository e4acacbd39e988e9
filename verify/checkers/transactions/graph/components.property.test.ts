import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { componentsOf } from './components.ts';
import { cyclicComponentsOf } from './cyclic-components.ts';
import { rw, wr, ww } from './dependency.ts';
import { GraphBuilder } from './graph-builder.ts';

type Edge = readonly [from: number, to: number, kind: number];

const nodes = 7;
const drawn = fc.record({
  edges: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.constantFrom<number>(ww, wr, rw)), {
    maxLength: 24,
  }),
  mask: fc.integer({ min: 1, max: 7 }),
  junctions: fc.nat(3),
});

function graphOf(edges: readonly Edge[], size = nodes, junctions = 0) {
  const builder = new GraphBuilder(size - junctions);
  for (let n = 0; n < junctions; n += 1) builder.junction();
  for (const [n, [from, to, kind]] of edges.entries()) builder.add(from, to, kind, n);
  return builder.build();
}

/** Which nodes each one reaches, itself among them. */
function reached(edges: readonly Edge[]): Set<number>[] {
  const from = Array.from({ length: nodes }, (_, node) => new Set([node]));
  for (const _ of from) for (const each of from) for (const [a, b] of edges) if (each.has(a)) each.add(b);
  return from;
}

describe('the components of a graph', () => {
  it('are the nodes that reach each other over edges of the mask, numbered backwards', () => {
    fc.assert(
      fc.property(drawn, ({ edges, mask }) => {
        const { of, count, cyclic } = componentsOf(graphOf(edges), mask);
        const sought = edges.filter(([, , kind]) => (kind & mask) !== 0);
        const reach = reached(sought);
        const mutual = reach.map((each, a) => [...each].filter((b) => reach[b]?.has(a)).sort());
        expect(mutual).toEqual(Array.from(of, (own) => [...of.keys()].filter((b) => of[b] === own)));
        expect([...new Set(of)].sort()).toEqual(Array.from({ length: count }, (_, n) => n));
        expect(cyclic).toBe(new Set(mutual.filter((all) => all.length > 1).map(String)).size);
        for (const [from, to] of sought) expect(of[from]).toBeGreaterThanOrEqual(of[to] as number);
      }),
      { numRuns: 1000 },
    );
  });

  it('cost no stack and no second look: one long way, and one node that leads to all', () => {
    const size = 3000;
    const each = Array.from({ length: size - 1 }, (_, n) => n);
    const way = componentsOf(graphOf([...each.map((n): Edge => [n, n + 1, ww]), [size - 1, 0, ww]], size), ww);
    expect([way.count, way.cyclic]).toEqual([1, 1]);
    const star = each.flatMap((n): Edge[] => [
      [0, n + 1, ww],
      [n + 1, 0, wr],
    ]);
    const { count, cyclic } = componentsOf(graphOf(star, size), ww);
    expect([count, cyclic]).toEqual([size, 0]);
  });

  it('that are cyclic are cut out with every edge inside of them', () => {
    fc.assert(
      fc.property(drawn, ({ edges, junctions }) => {
        const whole = graphOf(edges, nodes, junctions);
        const { of } = componentsOf(whole, 7);
        const part = cyclicComponentsOf(whole, { of });
        const inside = [...of.keys()].filter((a) => of.filter((own) => own === of[a]).length > 1);
        expect([...part.nodes]).toEqual(inside);
        expect([...part.of]).toEqual(inside.map((node) => of[node]));
        expect(part.graph.nodes).toBe(inside.length);
        expect(part.graph.transactions).toBe(inside.filter((node) => node < nodes - junctions).length);
        const kept = edges.flatMap(([from, to, kind], n) =>
          from !== to && of[from] === of[to] ? [[from, to, kind, n]] : [],
        );
        const rows = inside.flatMap((node, at) => {
          const { offsets, targets, kinds, keys } = part.graph;
          const row = Array.from({ length: (offsets[at + 1] as number) - (offsets[at] as number) }, (_, n) => n);
          return row
            .map((n) => n + (offsets[at] as number))
            .map((n) => [node, inside[targets[n] as number], kinds[n], keys[n]]);
        });
        expect(rows).toEqual(kept.sort(([a = 0], [b = 0]) => a - b));
      }),
      { numRuns: 1000 },
    );
  });
});
