import type { CycleClass } from './cycle-classes.ts';
import { rw, through } from './dependency.ts';
import type { Graph } from './graph.ts';
import { int32s } from './working-memory.ts';

/** Which nodes a search may visit: its own component, and in it nothing from where the goal cannot be reached. */
export interface Territory {
  readonly component: Int32Array;
  /** A numbering in which the edges of the search, anti-dependencies aside, never lead upwards. */
  readonly rank: Int32Array;
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
    this.#graph = graph;
    this.#seen = int32s(graph.nodes * 2);
    this.#parent = int32s(graph.nodes * 2);
    this.#edge = int32s(graph.nodes * 2);
  }

  /**
   * The shortest cycle of the class that begins with the edge, which leads from `start` to the transaction `second`.
   * @param limit at most so many edges
   * @returns its edges and the nodes at which they begin, or undefined
   */
  cycle(
    { mask, apart, adjacent }: CycleClass,
    territory: Territory,
    start: number,
    edge: number,
    second: number,
    limit: number,
  ): { edges: number[]; nodes: number[] } | undefined {
    const { offsets, targets, kinds } = this.#graph;
    const { component, rank } = territory;
    const home = component[start] as number;
    const floor = rank[start] as number;
    if ((rank[second] as number) < floor) return undefined;
    this.#search += 1;
    const first = second * 2 + (apart ? 1 : 0);
    this.#see(first, -1, edge);
    let states = [first];
    for (let length = 1; states.length > 0 && length < limit; length += 1) {
      const next: number[] = [];
      const allowed = adjacent && length === 1 ? rw : mask;
      for (const state of states) {
        const node = state >> 1;
        const end = offsets[node + 1] as number;
        for (let at = offsets[node] as number; at < end; at += 1) {
          this.steps += 1;
          const kind = kinds[at] as number;
          if ((kind & allowed) === 0 || (apart && kind === rw && (state & 1) === 1)) continue;
          const target = targets[at] as number;
          if (component[target] !== home) continue;
          const reached = target * 2 + (apart && kind === rw ? 1 : 0);
          if (target === start) {
            if (reached & 1) continue;
            return this.#found(state, at, start);
          }
          if ((rank[target] as number) < floor || this.#seen[reached] === this.#search) continue;
          this.#see(reached, state, at);
          if (target < this.#graph.transactions) next.push(reached);
          else if (this.#passJunction(reached, start, component, next)) return this.#found(state, at, start);
        }
      }
      states = next;
    }
    return undefined;
  }

  /** Go on from a junction to what it stands for. @returns whether the goal is among it */
  #passJunction(junction: number, goal: number, component: Int32Array, next: number[]): boolean {
    const { offsets, targets, kinds, transactions } = this.#graph;
    const stack = [junction];
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      const node = state >> 1;
      for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at += 1) {
        this.steps += 1;
        const target = targets[at] as number;
        if (kinds[at] !== through || component[target] !== component[goal]) continue;
        if (target === goal && (state & 1) === 0) return true;
        const reached = target * 2 + (state & 1);
        if (target === goal || this.#seen[reached] === this.#search) continue;
        this.#see(reached, this.#parent[junction] as number, this.#edge[junction] as number);
        if (target < transactions) next.push(reached);
        else stack.push(reached);
      }
    }
    return false;
  }

  #see(state: number, parent: number, edge: number): void {
    this.#seen[state] = this.#search;
    this.#parent[state] = parent;
    this.#edge[state] = edge;
  }

  #found(last: number, closing: number, start: number): { edges: number[]; nodes: number[] } | undefined {
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
