import type { Components } from './components.ts';
import type { Graph } from './graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { int32s } from './working-memory.ts';

/** The part of a graph that lies in cyclic components. */
export interface CyclicComponents {
  readonly graph: Graph;
  /** By node of that graph: which one it is. */
  readonly nodes: Int32Array;
  /** By node of that graph: its component. */
  readonly of: Int32Array;
}

/**
 * Cut out what can be part of a cycle, so that all searches see only that: few nodes of many. Who leads to its own component is
 * in a cycle. O(nodes + edges).
 */
export function cyclicComponentsOf(graph: Graph, { of }: Pick<Components, 'of'>): CyclicComponents {
  const { offsets, targets, kinds, keys } = graph;
  const local = int32s(graph.nodes);
  const nodes: number[] = [];
  for (const [node, component] of of.entries()) {
    const row = targets.subarray(offsets[node], offsets[node + 1]);
    if (row.some((target) => of[target] === component)) local[node] = nodes.push(node) - 1;
  }
  const transactions = nodes.filter((node) => node < graph.transactions).length;
  const part = new GraphBuilder(transactions);
  for (const [n, node] of nodes.entries()) {
    if (n >= transactions) part.junction();
    for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at += 1) {
      const target = targets[at] as number;
      if (of[target] === of[node]) part.add(n, local[target] as number, kinds[at] as number, keys[at] as number);
    }
  }
  return {
    graph: part.build(),
    nodes: Int32Array.from(nodes),
    of: Int32Array.from(nodes, (node) => of[node] as number),
  };
}
