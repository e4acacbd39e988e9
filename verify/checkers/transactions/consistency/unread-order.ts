import { componentsOf } from '../graph/components.ts';
import { processOrder, realTime, rw, through, wr, ww } from '../graph/dependency.ts';
import type { Graph } from '../graph/graph.ts';
import { OrderedPairs } from './ordered-pairs.ts';

/** Writes whose order nobody knows: of each group, one came before the other. */
export type Unordered = readonly (readonly number[])[];

/** What became of the search for an order. */
export type OrderFound = { readonly found: true | 'unknown' } | { readonly found: false; readonly members: number[] };

const dependencies = ww | wr | processOrder | realTime;

/**
 * Can writes that nobody read be ordered so that a model holds? It asks for the order of all writes to a key, and a history
 * may be innocent only if one exists: that no cycle is there without them is not enough. Only where dependencies and
 * anti-dependencies go round does it matter: elsewhere the order of the components will do. There each pair is tried; what
 * closes a forbidden cycle must be the other way round, and when nothing is forced any more a guess is made and taken back.
 * Exponential in the pairs of a component that force nothing; ends as `unknown` when `outOfTime` says so.
 * @param apart anti-dependencies that never follow each other are forbidden too (snapshot isolation), not single ones only
 * @param groups by key, in the nodes of the graph
 */
export function orderOfUnread(graph: Graph, groups: Unordered, apart: boolean, outOfTime: () => boolean): OrderFound {
  const { of } = componentsOf(graph, dependencies | rw | through);
  const pairs = new Map<number, [number, number][]>();
  for (const group of groups) {
    for (const [n, one] of group.entries()) {
      for (const other of group.slice(n + 1)) {
        if (of[one] !== of[other]) continue;
        const component = of[one] as number;
        const known = pairs.get(component);
        if (known === undefined) pairs.set(component, [[one, other]]);
        else known.push([one, other]);
      }
    }
  }
  let found: true | 'unknown' = true;
  for (const [component, within] of pairs) {
    const members = Array.from({ length: graph.transactions }, (_, t) => t).filter((t) => of[t] === component);
    const order = new OrderedPairs(members, edgesOf(graph, members, of), within, apart).exists(outOfTime);
    if (order === false) return { found: false, members: [...new Set(within.flat())].sort((a, b) => a - b) };
    if (order === 'unknown') found = 'unknown';
  }
  return { found };
}

/** Edges among the members, those through junctions as what they stand for. */
function edgesOf(graph: Graph, members: readonly number[], of: Int32Array) {
  const { offsets, targets, kinds, transactions } = graph;
  const edges: { readonly from: number; readonly to: number; readonly isAnti: boolean }[] = [];
  for (const from of members) {
    const stack: [node: number, isAnti: boolean][] = [];
    const seen = new Set<number>();
    const visit = (node: number, behind: boolean | undefined): void => {
      for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at += 1) {
        const to = targets[at] as number;
        const isAnti = behind ?? kinds[at] === rw;
        if (to >= transactions) {
          if (!seen.has(to)) stack.push([to, isAnti]);
          seen.add(to);
        } else if (to !== from && of[to] === of[from]) edges.push({ from, to, isAnti });
      }
    };
    visit(from, undefined);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) visit(...next);
  }
  return edges;
}
