import type { Graph } from './graph.ts';
import { int32s } from './working-memory.ts';

/** The strongly connected components of a graph, numbered so that edges between them lead to lower numbers. */
export interface Components {
  /** The component of each node. */
  readonly of: Int32Array;
  readonly count: number;
  /** How many have more than one node: with no edge from a node to itself, these hold all cycles. */
  readonly cyclic: number;
}

/**
 * Tarjan's algorithm (SIAM J. Comput. 1972) over the edges whose kind is in the mask, without recursion, on typed
 * arrays. O(nodes + edges).
 */
export function componentsOf({ nodes, offsets, targets, kinds }: Graph, mask: number): Components {
  const of = int32s(nodes).fill(-1);
  // 0: not seen. While a node is open, the lowest number that is known to be reachable.
  const low = int32s(nodes);
  // By node: the edge that is looked at next.
  const edge = int32s(offsets.length);
  edge.set(offsets);
  const open = int32s(nodes);
  const path = int32s(nodes);
  const order = int32s(nodes);
  let opened = 0;
  let counted = 0;
  let components = 0;
  let cyclic = 0;
  for (let root = low.indexOf(0); root >= 0; root = low.indexOf(0, root)) {
    let depth = 0;
    path[0] = root;
    low[root] = order[root] = ++counted;
    open[opened++] = root;
    while (depth >= 0) {
      const node = path[depth] as number;
      const end = offsets[node + 1] as number;
      let at = edge[node] as number;
      let lowest = low[node] as number;
      let child: number | undefined;
      for (; at < end; at += 1) {
        if (((kinds[at] as number) & mask) === 0) continue;
        const target = targets[at] as number;
        if (low[target] === 0) {
          child = target;
          break;
        }
        if (of[target] === -1) lowest = Math.min(lowest, low[target] as number);
      }
      low[node] = lowest;
      if (child !== undefined) {
        // The same edge is looked at again when the child is done, and then takes over what the child reached.
        edge[node] = at;
        path[++depth] = child;
        low[child] = order[child] = ++counted;
        open[opened++] = child;
        continue;
      }
      depth -= 1;
      if (lowest !== order[node]) continue;
      if (open[opened - 1] !== node) cyclic += 1;
      let member: number;
      do {
        member = open[--opened] as number;
        of[member] = components;
      } while (member !== node);
      components += 1;
    }
  }
  return { of, count: components, cyclic };
}
