import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphBuilder } from './graph-builder.ts';

describe('the rows of a graph', () => {
  it('hold the edges of each node in the order in which they were added, none to itself', () => {
    const edge = fc.tuple(fc.nat(6), fc.nat(6), fc.constantFrom(1, 2, 4, 32), fc.integer({ min: -1, max: 9 }));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 40 }), fc.nat(7), (edges, transactions) => {
        const builder = new GraphBuilder(transactions);
        const junctions = Array.from({ length: 7 - transactions }, () => builder.junction());
        expect(junctions).toEqual(Array.from(junctions, (_, n) => transactions + n));
        for (const [from, to, kind, key] of edges) builder.add(from, to, kind, key);
        builder.joins();
        const { offsets, targets, kinds, keys, ...counts } = builder.build();
        expect(counts).toEqual({ nodes: 7, transactions });
        const rows = Array.from({ length: 7 }, (_, node) => edges.filter(([from, to]) => from === node && to !== node));
        const ends = rows.map((_, node) => rows.slice(0, node + 1).flat().length);
        expect([...offsets]).toEqual([0, ...ends]);
        const told = [...targets].map((target, at) => [target, kinds[at], keys[at]]);
        expect(told).toEqual(rows.flat().map(([, to, kind, key]) => [to, kind, key]));
        expect([kinds.length, keys.length]).toEqual([targets.length, targets.length]);
      }),
      { numRuns: 100 },
    );
  });
});
