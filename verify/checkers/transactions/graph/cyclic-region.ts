import type { EdgeSink, EdgeSource, Graph } from './graph.ts';
import { GraphBuilder } from './graph-builder.ts';
import { int32s } from './working-memory.ts';

/** The part of a graph in which all of its cycles lie. */
export interface CyclicRegion {
  readonly graph: Graph;
  /** By transaction of that graph: which one it is. */
  readonly members: Int32Array;
}

/**
 * Transactions are numbered in the order in which they ended, and most edges lead forward. A cycle has an edge back, and
 * every step between its first and its last transaction is passed by one: so cycles lie where edges back lie, and only
 * there a graph is built. A history in which nothing leads back is acyclic without one. The edges are asked for twice,
 * which costs less than to keep them all. O(transactions + edges).
 */
export function cyclicRegionOf(transactions: number, edges: EdgeSource): CyclicRegion {
  const back = new EdgesBack(transactions);
  edges(back);
  const members = back.passed();
  const region = new Region(transactions, members);
  if (members.length > 0) edges(region);
  return { graph: region.build(), members };
}

/** Where edges lead back. */
class EdgesBack implements EdgeSink {
  readonly #transactions: number;
  /** By transaction: how many more edges back pass the step after it than the one before it. */
  readonly #more: Int32Array;
  #junctions = 0;

  constructor(transactions: number) {
    this.#transactions = transactions;
    this.#more = int32s(transactions);
  }

  add(from: number, to: number): void {
    if (from < this.#transactions) this.joins(from, to);
  }

  junction(): number {
    return this.#transactions + this.#junctions++;
  }

  joins(last: number, first: number): void {
    if (first >= last) return;
    this.#more[first] = (this.#more[first] as number) + 1;
    this.#more[last] = (this.#more[last] as number) - 1;
  }

  /** The transactions that an edge back passes, begins or ends at. */
  passed(): Int32Array {
    const members: number[] = [];
    let passing = 0;
    for (const [t, more] of this.#more.entries()) {
      if (passing > 0 || more > 0) members.push(t);
      passing += more;
    }
    return Int32Array.from(members);
  }
}

/** Keeps the edges between some transactions, and those of all junctions. */
class Region implements EdgeSink {
  readonly #members: number;
  /** By transaction: its number among the members; -1: it is none. */
  readonly #local: Int32Array;
  readonly #builder: GraphBuilder;

  constructor(transactions: number, members: Int32Array) {
    this.#members = members.length;
    this.#builder = new GraphBuilder(members.length);
    this.#local = int32s(transactions).fill(-1);
    for (const [n, t] of members.entries()) this.#local[t] = n;
  }

  add(from: number, to: number, kind: number, key: number): void {
    const [start, end] = [this.#nodeOf(from), this.#nodeOf(to)];
    if (start >= 0 && end >= 0) this.#builder.add(start, end, kind, key);
  }

  junction(): number {
    return this.#builder.junction() - this.#members + this.#local.length;
  }

  joins(): void {}

  build(): Graph {
    return this.#builder.build();
  }

  #nodeOf(node: number): number {
    return node < this.#local.length ? (this.#local[node] as number) : node - this.#local.length + this.#members;
  }
}
