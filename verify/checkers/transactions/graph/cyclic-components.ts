import type { Components } from './components.ts';
import type { Graph } from './graph.ts';
import { bytes, int32s } from './working-memory.ts';

/** The part of a graph that lies in cyclic components. */
export interface CyclicComponents {
  readonly graph: Graph;
  /** By node of that graph: which one it is. */
  readonly nodes: Int32Array;
  /** By node of that graph: its component. */
  readonly of: Int32Array;
}

/** Cut out what can be part of a cycle, so that all searches see only that: few nodes of many. O(nodes + edges). */
export function cyclicComponentsOf(graph: Graph, { of, count }: Components): CyclicComponents {
  const { offsets, targets } = graph;
  const sizes = int32s(count);
  for (let node = 0; node < graph.nodes; node += 1) {
    const component = of[node] as number;
    sizes[component] = (sizes[component] as number) + 1;
  }
  const local = int32s(graph.nodes);
  let nodes = 0;
  let transactions = 0;
  let edges = 0;
  for (let node = 0; node < graph.nodes; node += 1) {
    const cyclic = (sizes[of[node] as number] as number) > 1;
    local[node] = cyclic ? nodes++ : -1;
    if (!cyclic) continue;
    if (node < graph.transactions) transactions = nodes;
    for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at += 1) {
      if (of[targets[at] as number] === of[node]) edges += 1;
    }
  }
  const part = {
    nodes,
    transactions,
    offsets: int32s(nodes + 1),
    targets: int32s(edges),
    kinds: bytes(edges),
    keys: int32s(edges),
  };
  const found = { graph: part, nodes: int32s(nodes), of: int32s(nodes) };
  let next = 0;
  for (let node = 0; node < graph.nodes; node += 1) {
    const to = local[node] as number;
    if (to < 0) continue;
    found.nodes[to] = node;
    found.of[to] = of[node] as number;
    for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at += 1) {
      const target = targets[at] as number;
      if (of[target] !== of[node]) continue;
      part.targets[next] = local[target] as number;
      part.kinds[next] = graph.kinds[at] as number;
      part.keys[next] = graph.keys[at] as number;
      next += 1;
    }
    part.offsets[to + 1] = next;
  }
  return found;
}
