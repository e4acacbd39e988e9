import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rw, through } from './dependency.ts';
import { addNextWriters } from './next-writers.ts';

const nodes = 8;
type Edge = readonly [from: number, to: number, kind: number, key: number];

/** What is told to a sink. */
function told(readers: readonly number[], writers: readonly number[]) {
  const edges: Edge[] = [];
  const joined: number[][] = [];
  let junctions = 0;
  const sink = {
    add: (...edge: Edge) => edges.push(edge),
    junction: () => nodes + junctions++,
    joins: (...both: number[]) => joined.push(both),
  };
  addNextWriters(sink, readers, writers, 7);
  return { edges, joined, junctions };
}

describe('who comes after the readers of a version', () => {
  const group = fc.array(fc.nat(nodes - 1), { minLength: 1, maxLength: 7 });

  it('is every other writer, over a junction or without', () => {
    fc.assert(
      fc.property(group, group, (readers, writers) => {
        const { edges, joined, junctions } = told(readers, writers);
        const behind = (node: number): number[] =>
          node < nodes ? [node] : edges.filter(([from]) => from === node).flatMap(([, to]) => behind(to));
        const reached = new Set(
          edges.filter(([from]) => from < nodes).flatMap(([from, to]) => behind(to).map((end) => `${from} ${end}`)),
        );
        const all = new Set(readers.flatMap((reader) => writers.map((writer) => `${reader} ${writer}`)));
        // An edge from a transaction to itself is left out by whoever takes it, and cannot lead through a junction.
        const own = junctions > 0 ? readers.map((reader) => `${reader} ${reader}`) : [];
        for (const each of own) all.delete(each);
        expect(reached).toEqual(all);
        for (const [from, , kind, key] of edges) expect([kind, key]).toEqual([from < nodes ? rw : through, 7]);
        expect(joined).toEqual(junctions > 0 ? [[Math.max(...readers), Math.min(...writers)]] : []);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes no junctions for one reader or two writers, and else no more edges than grow with their number', () => {
    fc.assert(
      fc.property(group, group, (readers, writers) => {
        const { edges, junctions } = told(readers, writers);
        const count = new Set(writers).size;
        expect(junctions).toBe(count <= 2 || readers.length === 1 ? 0 : 2 * count);
        expect(edges.length).toBeLessThanOrEqual(2 * readers.length + 4 * count);
      }),
      { numRuns: 500 },
    );
  });
});
