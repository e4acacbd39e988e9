import { componentsOf } from './components.ts';
import { type CycleClass, classesWith, nameOfCycle } from './cycle-classes.ts';
import { cyclicComponentsOf } from './cyclic-components.ts';
import { rw, through, wr, ww } from './dependency.ts';
import type { Graph } from './graph.ts';
import { type CyclePath, PathSearch } from './path-search.ts';

/** A cycle: from `nodes[i]` an edge of `kinds[i]` about `keys[i]` leads to the next node, from the last to the first. */
export interface Cycle {
  readonly name: string;
  readonly nodes: readonly number[];
  readonly kinds: readonly number[];
  readonly keys: readonly number[];
}

export interface CycleFindings {
  /** The shortest cycle of each class in each strongly connected component, by class, shortest first. */
  readonly cycles: ReadonlyMap<string, readonly Cycle[]>;
  /** Components that hold cycles. */
  readonly components: number;
  /** Classes whose search ended early: there may be more of these, or shorter ones. */
  readonly cutShort: readonly string[];
}

/** When the search should end early. */
export interface SearchLimits {
  /** Edges that the search for one class may look at, over what one look at the whole graph costs. */
  readonly budget?: number;
  readonly outOfTime?: () => boolean;
}

/** Edges that a search for one class may look at, over what one look at the whole graph costs. */
const defaultBudget = 20_000_000;
/** Cycles up to these lengths are looked for in turn: short ones are found before long ways are gone. */
const limits = [2, 3, 4, 8, 16, Number.POSITIVE_INFINITY];

/**
 * The shortest cycles of each class. One run of Tarjan's algorithm tells whether there are any, O(nodes + edges). Then
 * in each component every edge that the class must have is tried as the beginning of a cycle, by breadth-first searches
 * of growing length. That is quadratic in a component at worst, so that it ends at a budget: a component in which
 * nothing was found then is named by any cycle in it. Classes with process or real-time order are looked for only where
 * those without were not found.
 * @param orders process and realTime, if the graph has them
 */
export function cyclesOf(
  whole: Graph,
  orders: readonly number[] = [],
  { budget = defaultBudget, outOfTime = () => false }: SearchLimits = {},
): CycleFindings {
  const everything = orders.reduce((mask, order) => mask | order, ww | wr | rw | through);
  const all = componentsOf(whole, everything);
  const found = new Map<string, Cycle[]>();
  const cutShort: string[] = [];
  if (all.cyclic === 0) return { cycles: found, components: 0, cutShort };
  const { graph, nodes, of } = cyclicComponentsOf(whole, all);
  const search = new PathSearch(graph);
  const settled = new Map<number, number>();
  const note = ({ name, nodes: path, ...about }: Cycle): void => {
    const others = found.get(name) ?? [];
    found.set(name, others);
    others.push({ name, ...about, nodes: path.map((node) => nodes[node] as number) });
  };
  for (const known of [[], ...orders.map((_, n) => orders.slice(0, n + 1))]) {
    for (const [severity, sought] of classesWith(known).entries()) {
      const skip = (component: number): boolean => {
        const worst = settled.get(component) ?? Number.POSITIVE_INFINITY;
        // What keeps anti-dependencies apart says nothing more than a single one; with an order, nothing less severe.
        return worst <= severity && (known.length > 0 || sought.apart === true);
      };
      const end = search.steps + graph.targets.length + budget;
      const over = (): boolean => search.steps > end || outOfTime();
      const { best, complete } = shortest(graph, of, search, sought, skip, over);
      if (!complete) cutShort.push(sought.name);
      for (const [component, cycle] of best) {
        settled.set(component, Math.min(settled.get(component) ?? severity, severity));
        note(cycle);
      }
    }
  }
  for (const cycle of anyOfTheRest(graph, of, search, new Set(settled.keys()), everything)) note(cycle);
  for (const list of found.values()) list.sort((a, b) => a.nodes.length - b.nodes.length);
  return { cycles: found, components: all.cyclic, cutShort };
}

function shortest(
  graph: Graph,
  of: Int32Array,
  search: PathSearch,
  sought: CycleClass,
  skip: (component: number) => boolean,
  over: () => boolean,
): { best: Map<number, Cycle>; complete: boolean } {
  const { offsets, kinds } = graph;
  const best = new Map<number, Cycle>();
  const { of: rank } = componentsOf(graph, sought.mask);
  for (const limit of limits) {
    const firm = new Set(best.keys());
    for (const [node, component] of of.entries()) {
      if (firm.has(component) || skip(component)) continue;
      for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge += 1) {
        if (kinds[edge] !== sought.seed) continue;
        for (const second of transactionsBehind(graph, edge)) {
          const known = best.get(component)?.nodes.length ?? Number.POSITIVE_INFINITY;
          const cycle = search.cycle(sought, rank, node, edge, second, Math.min(limit, known - 1));
          if (cycle !== undefined) best.set(component, cycleOf(graph, cycle));
          if (over()) return { best, complete: false };
        }
      }
    }
  }
  return { best, complete: true };
}

/** Where an edge leads, through junctions. */
function* transactionsBehind({ transactions, offsets, targets }: Graph, edge: number): Generator<number> {
  const stack = [targets[edge] as number];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node < transactions) yield node;
    else
      for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at += 1)
        stack.push(targets[at] as number);
  }
}

function cycleOf({ kinds, keys }: Graph, { edges, nodes }: CyclePath): Cycle {
  const ofEdges = edges.map((edge) => kinds[edge] as number);
  return { name: nameOfCycle(ofEdges), nodes, kinds: ofEdges, keys: edges.map((edge) => keys[edge] as number) };
}

/** Any cycle for each component that none was found in: linear for each. The first edge of its first node lies in one. */
function* anyOfTheRest(
  graph: Graph,
  of: Int32Array,
  search: PathSearch,
  named: Set<number>,
  mask: number,
): Generator<Cycle> {
  for (const [node, component] of of.entries()) {
    if (named.has(component)) continue;
    named.add(component);
    const edge = graph.offsets[node] as number;
    const [second] = transactionsBehind(graph, edge);
    yield cycleOf(graph, search.cycle({ mask }, of, node, edge, second as number, Infinity) as CyclePath);
  }
}
