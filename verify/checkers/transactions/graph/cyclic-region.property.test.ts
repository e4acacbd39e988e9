import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { cyclesOf } from './cycles.ts';
import { cyclicRegionOf } from './cyclic-region.ts';
import { rw, wr, ww } from './dependency.ts';
import type { EdgeSink, EdgeSource, Graph } from './graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { addNextWriters } from './next-writers.ts';

const nodes = 12;
// Mostly forward, as in a history: then the region is a part of the graph.
const edge = fc
  .tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.constantFrom(ww, wr, rw), fc.nat(3))
  .map(([a, b, kind, turn]): [number, number, number] =>
    turn > 0 ? [Math.min(a, b), Math.max(a, b), kind] : [a, b, kind],
  );
const group = fc.uniqueArray(fc.nat(nodes - 1), { minLength: 1, maxLength: 4 });

/** How many components are cyclic, and how long the shortest cycles of each class are; each must be made of edges. */
function cyclesIn(graph: Graph, nameOf: (node: number) => number, edges: readonly string[]) {
  const { cycles, components } = cyclesOf(graph);
  const lengths = [...cycles].map(([name, list]) => [name, ...list.map((cycle) => cycle.nodes.length)]);
  for (const { nodes: path, kinds } of [...cycles.values()].flat()) {
    const steps = path.map((node, at) => [node, path[(at + 1) % path.length] as number].map((each) => nameOf(each)));
    for (const [at, step] of steps.entries()) expect(edges).toContain(`${step} ${kinds[at]}`);
  }
  return { components, lengths };
}

describe('the cyclic region of a graph', () => {
  it('holds the same cycles as the whole graph, junctions and all', () => {
    const drawn = fc.tuple(fc.array(edge, { maxLength: 20 }), group, group, fc.boolean());
    assertEverySide(drawn, { part: 300, cyclic: 300 }, 3000, ([list, readers, writers, joined], see) => {
      const edges: EdgeSource = (sink: EdgeSink) => {
        for (const [from, to, kind] of list) sink.add(from, to, kind, 7);
        if (joined) addNextWriters(sink, readers, writers, 7);
      };
      const whole = new GraphBuilder(nodes);
      edges(whole);
      const { graph, members } = cyclicRegionOf(nodes, edges);
      const told = list.map(([from, to, kind]) => `${[from, to]} ${kind}`);
      const through = joined ? readers.flatMap((r) => writers.map((w) => `${[r, w]} ${rw}`)) : [];
      const expected = cyclesIn(whole.build(), (node) => node, [...told, ...through]);
      expect(cyclesIn(graph, (node) => members[node] as number, [...told, ...through])).toEqual(expected);
      if (members.length > 0 && members.length < nodes) see('part');
      if (expected.components > 0) see('cyclic');
    });
  });

  it('is what lies between the ends of edges back, and every junction', () => {
    const drawn = fc.tuple(fc.array(edge, { maxLength: 14 }), group, group, fc.nat(2));
    const kindsOfNode = { member: 200, other: 200, junction: 200 };
    assertEverySide(drawn, kindsOfNode, 1000, ([list, readers, writers, joined], see) => {
      const told: (readonly [from: number, to: number, kind: number, key: number])[] = [];
      const back = list.filter(([from, to]) => to < from).map(([from, to]) => [to, from] as const);
      const source: EdgeSource = (sink) => {
        told.length = 0;
        let junctions = nodes;
        const add = (...one: readonly [number, number, number, number]) => {
          told.push(one);
          sink.add(...one);
        };
        for (const [n, [from, to, kind]] of list.entries()) add(from, to, kind, n);
        const junction = () => {
          expect(sink.junction()).toBe(junctions);
          return junctions++;
        };
        const joins = (last: number, first: number) => sink.joins(last, first);
        for (let n = 0; n < joined; n += 1) addNextWriters({ add, junction, joins }, readers, writers, 7);
      };
      const { graph, members } = cyclicRegionOf(nodes, source);
      const isChained = joined > 0 && told.some(([from]) => from >= nodes);
      const ends = [
        ...told.filter(([from]) => from < nodes),
        ...(isChained ? [[Math.max(...readers), Math.min(...writers)]] : []),
      ];
      const spans = [
        ...back,
        ...ends.filter(([from = 0, to = 0]) => to < from).map(([from = 0, to = 0]) => [to, from] as const),
      ];
      const expected = Array.from({ length: nodes }, (_, t) => t).filter((t) =>
        spans.some(([first, last]) => first <= t && t <= last),
      );
      expect([...members]).toEqual(expected);
      if (expected.length === 0) return;
      const chain = new Set(told.map(([from]) => from).filter((node) => node >= nodes));
      const names = [...expected, ...[...chain].sort((a, b) => a - b)];
      const kept = told.filter(([from, to]) => from !== to && names.includes(from) && names.includes(to));
      const rows = names.flatMap((name) => kept.filter(([from]) => from === name));
      expect([graph.nodes, graph.transactions, graph.targets.length]).toEqual([
        names.length,
        expected.length,
        rows.length,
      ]);
      const found = names.flatMap((name, node) =>
        Array.from({ length: (graph.offsets[node + 1] as number) - (graph.offsets[node] as number) }, (_, n) => {
          const at = (graph.offsets[node] as number) + n;
          return [name, names[graph.targets[at] as number], graph.kinds[at], graph.keys[at]];
        }),
      );
      expect(found).toEqual(rows);
      see('member');
      if (expected.length < nodes) see('other');
      if (chain.size > 0) see('junction');
    });
  });

  it('is empty where nothing leads back', () => {
    const { graph, members } = cyclicRegionOf(3, (sink) => {
      sink.add(0, 1, ww, 0);
      sink.add(0, sink.junction(), rw, 0);
      sink.joins(1, 1);
    });
    expect([graph.nodes, graph.targets.length, members.length]).toEqual([0, 0, 0]);
  });
});
