import type { CycleClass } from './cycle-classes.ts';
import { rw, through } from './dependency.ts';
import type { Graph } from './graph.ts';
import { int32s } from './working-memory.ts';

/** The edges of a cycle and the nodes at which they begin. */
export interface CyclePath {
  readonly edges: number[];
  readonly nodes: number[];
}

/**
 * Breadth-first searches for the way back to where an edge began. The state is a node and whether an anti-dependency
 * led to it; junctions cost nothing, so that lengths count transactions. Its arrays are used again from search to
 * search: a search costs what it looks at, not the size of the graph.
 */
export class PathSearch {
  /** Edges looked at so far. */
  steps = 0;
  readonly #graph: Graph;
  readonly #seen: Int32Array;
  readonly #parent: Int32Array;
  readonly #edge: Int32Array;
  #search = 0;

  constructor(graph: Graph) {
    const states = graph.nodes * 2;
    this.#graph = graph;
    this.#seen = int32s(states);
    this.#parent = int32s(states);
    this.#edge = int32s(states);
  }

  /**
   * The shortest cycle of the class that begins with the edge, which leads from `start` to the transaction `second`.
   * @param rank a numbering in which the edges of the search never lead upwards: nothing below the start leads back to it
   * @param limit at most so many edges
   */
  cycle(
    { mask, apart, adjacent }: Pick<CycleClass, 'mask' | 'apart' | 'adjacent'>,
    rank: Int32Array,
    start: number,
    edge: number,
    second: number,
    limit: number,
  ): CyclePath | undefined {
    const { transactions, offsets, targets, kinds } = this.#graph;
    const floor = rank[start] as number;
    this.#search += 1;
    const first = second * 2 + (apart ? 1 : 0);
    this.#see(first, -1, edge);
    let states = [first];
    for (let length = 1; states.length > 0 && length < limit; length += 1) {
      const next: number[] = [];
      const allowed = through | (adjacent && length === 1 ? rw : mask);
      // Junctions are put behind those that are there.
      for (const state of states) {
        const node = state >> 1;
        const end = offsets[node + 1] as number;
        for (let at = offsets[node] as number; at < end; at += 1) {
          this.steps += 1;
          const kind = kinds[at] as number;
          if ((kind & allowed) === 0 || (kind === rw && (state & 1) === 1)) continue;
          const target = targets[at] as number;
          const flag = kind === through ? state & 1 : apart && kind === rw ? 1 : 0;
          const parent = node < transactions ? state : (this.#parent[state] as number);
          const passed = node < transactions ? at : (this.#edge[state] as number);
          if (target === start) {
            if (flag === 1) continue;
            return this.#found(parent, passed, start);
          }
          const reached = target * 2 + flag;
          if ((rank[target] as number) < floor || this.#seen[reached] === this.#search) continue;
          this.#see(reached, parent, passed);
          (target < transactions ? next : states).push(reached);
        }
      }
      states = next;
    }
    return undefined;
  }

  #see(state: number, parent: number, edge: number): void {
    this.#seen[state] = this.#search;
    this.#parent[state] = parent;
    this.#edge[state] = edge;
  }

  #found(last: number, closing: number, start: number): CyclePath | undefined {
    const edges = [closing];
    const nodes: number[] = [];
    for (let state = last; state >= 0; state = this.#parent[state] as number) {
      edges.push(this.#edge[state] as number);
      nodes.push(state >> 1);
    }
    nodes.push(start);
    edges.reverse();
    nodes.reverse();
    // A walk that keeps anti-dependencies apart may pass a transaction twice: then a shorter cycle is in it.
    return new Set(nodes).size === nodes.length ? { edges, nodes } : undefined;
  }
}
