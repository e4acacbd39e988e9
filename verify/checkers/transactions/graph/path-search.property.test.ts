import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { componentsOf } from './components.ts';
import { rw, through, wr, ww } from './dependency.ts';
import { GraphBuilder } from './graph-builder.ts';
import { PathSearch } from './path-search.ts';

type Edge = readonly [from: number, to: number, kind: number];

const nodes = 6;
const drawn = fc.record({
  list: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.constantFrom<number>(ww, wr, rw, rw)), {
    minLength: 1,
    maxLength: 16,
  }),
  more: fc.constantFrom('apart', 'adjacent', undefined),
  mask: fc.constantFrom(ww, ww | wr, ww | wr | rw),
  limit: fc.constantFrom(2, 3, 4, 5, Number.POSITIVE_INFINITY),
});

describe('the way back to where an edge began', () => {
  it('is the shortest that the class allows: all ways of all lengths were gone', () => {
    const sides = { found: 200, none: 200, twice: 0, far: 50, apart: 50, adjacent: 50 };
    assertEverySide(drawn, sides, 300, ({ list, more, mask: kindsOfEdges, limit }, see) => {
      const mask = more === 'adjacent' ? kindsOfEdges | rw : kindsOfEdges;
      const edges = list.filter(([from, to]) => from !== to);
      const builder = new GraphBuilder(nodes);
      for (const [n, [from, to, kind]] of edges.entries()) builder.add(from, to, kind, n);
      const graph = builder.build();
      const { of: rank } = componentsOf(graph, mask);
      const search = new PathSearch(graph);
      for (const edge of graph.targets.keys()) {
        const [start, second] = edges[graph.keys[edge] as number] as Edge;
        const cycleClass = { mask, ...(more !== undefined && { [more]: true }) };
        const cycle = search.cycle(cycleClass, rank, start, edge, second, limit);
        const shortest = lengthBack(edges, start, second, mask, more);
        if (cycle === undefined) {
          // Of ways that are apart one may pass a transaction twice, and then it is no cycle.
          const side = shortest === Infinity ? 'none' : shortest > limit ? 'far' : 'twice';
          see(side);
          if (side === 'twice') expect(more).toBe('apart');
          continue;
        }
        const steps = cycle.edges.map((one) => edges[graph.keys[one] as number] as Edge);
        const kinds = steps.map(([, , kind]) => kind);
        const touches = kinds.some((kind, n) => kind === rw && kinds[(n + 1) % kinds.length] === rw);
        expect({
          first: [cycle.edges[0], cycle.nodes[0]],
          steps: steps.map(([from, to]) => [from, to]),
          distinct: new Set(cycle.nodes).size,
          isAllowed: kinds.slice(1).every((kind, n) => isAllowed(kind, n, mask, more)),
          touches: more === 'apart' && (touches || kinds.at(-1) === rw || kinds[1] === rw),
        }).toEqual({
          first: [edge, start],
          steps: cycle.nodes.map((node, at) => [node, cycle.nodes[(at + 1) % shortest]]),
          distinct: shortest,
          isAllowed: true,
          touches: false,
        });
        expect(shortest).toBeLessThanOrEqual(limit);
        see('found');
        if (more !== undefined) see(more);
      }
    });
  });

  it('is none where a way that is apart passes a transaction twice', () => {
    const builder = new GraphBuilder(nodes);
    for (const [from, to, kind] of [
      [0, 1, rw],
      [1, 2, ww],
      [2, 3, rw],
      [3, 4, ww],
      [4, 3, ww],
      [3, 5, rw],
      [5, 0, ww],
    ] as const)
      builder.add(from, to, kind, 0);
    const graph = builder.build();
    const back = (apart?: true) => {
      const cycleClass = { mask: ww | rw, ...(apart && { apart }) };
      return new PathSearch(graph).cycle(cycleClass, new Int32Array(nodes), 0, 0, 1, Number.POSITIVE_INFINITY)?.nodes;
    };
    expect([back(), back(true)]).toEqual([[0, 1, 2, 3, 5], undefined]);
  });

  it('goes over a junction at no length, and knows behind it how it was reached', () => {
    const builder = new GraphBuilder(5);
    const junction = builder.junction();
    for (const [from, to, kind] of [
      [0, 1, rw],
      [1, 2, ww],
      [2, junction, rw],
      [junction, 3, through],
      [3, 4, rw],
      [4, 0, ww],
    ] as const)
      builder.add(from, to, kind, 0);
    const graph = builder.build();
    const back = (limit: number, apart?: true) => {
      const cycleClass = { mask: ww | rw, ...(apart && { apart }) };
      return new PathSearch(graph).cycle(cycleClass, new Int32Array(6), 0, 0, 1, limit)?.nodes;
    };
    expect([back(4), back(5), back(5, true)]).toEqual([undefined, [0, 1, 2, 3, 4], undefined]);
  });

  it('counts the edges that it looks at, and nothing else', () => {
    const builder = new GraphBuilder(4);
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 0],
    ] as const)
      builder.add(from, to, ww, 0);
    const graph = builder.build();
    const search = new PathSearch(graph);
    const rank = componentsOf(graph, ww).of;
    expect(search.steps).toBe(0);
    search.cycle({ mask: ww }, rank, 0, 0, 1, Number.POSITIVE_INFINITY);
    expect(search.steps).toBe(3);
    search.cycle({ mask: ww }, rank, 1, 2, 3, Number.POSITIVE_INFINITY);
    expect(search.steps).toBe(3);
  });
});

const isAllowed = (kind: number, n: number, mask: number, more: string | undefined): boolean =>
  (kind & (n === 0 && more === 'adjacent' ? rw : mask)) !== 0;

/** Edges of the shortest way from `start` over `second` back, a node as often as one likes, `second` once. */
function lengthBack(
  list: readonly Edge[],
  start: number,
  second: number,
  mask: number,
  more: string | undefined,
): number {
  let ends: (readonly [node: number, isAnti: boolean])[] = [[second, more === 'apart']];
  for (let length = 1; length <= 2 * nodes; length += 1) {
    const next = ends.flatMap(([node, isAnti]) =>
      list
        .filter(([from, , kind]) => from === node && isAllowed(kind, length - 1, mask, more))
        .filter(([, , kind]) => !(more === 'apart' && isAnti && kind === rw))
        .map(([, to, kind]) => [to, kind === rw] as const),
    );
    if (next.some(([to, isAnti]) => to === start && !(more === 'apart' && isAnti))) return length + 1;
    // Where anti-dependencies are kept apart it may be of use to come by once more.
    const onward = next.filter(([to]) => to !== start && (more === 'apart' || to !== second));
    ends = [...new Map(onward.map((end) => [end.join(), end])).values()];
  }
  return Number.POSITIVE_INFINITY;
}
