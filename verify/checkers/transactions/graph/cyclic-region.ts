import type { EdgeSink, EdgeSource, Graph } from './graph.ts';
import { bytes, grown, int32s } from './working-memory.ts';

/** The part of a graph in which all of its cycles lie. */
export interface CyclicRegion {
  readonly graph: Graph;
  /** By transaction of that graph: which one it is. */
  readonly members: Int32Array;
}

/**
 * Transactions are numbered in the order in which they ended, and most edges lead forward. A cycle has an edge back, and
 * every step between its first and its last transaction is passed by one: so cycles lie where edges back lie, and only
 * there a graph is built. A history in which nothing leads back is acyclic without one. The edges are asked for two or
 * three times, which costs less than to keep them. O(transactions + edges).
 */
export function cyclicRegionOf(transactions: number, edges: EdgeSource): CyclicRegion {
  const look = new FirstLook(transactions);
  edges(look);
  const members = look.covered();
  if (members.length === 0) return { graph: noGraph, members };
  const local = int32s(transactions).fill(-1);
  for (let n = 0; n < members.length; n += 1) local[members[n] as number] = n;
  let { degrees, junctions } = look;
  if (members.length < transactions) {
    const counting = new Counting(local, members.length);
    edges(counting);
    ({ degrees, junctions } = counting);
  }
  const filling = new Filling(local, members.length, degrees, junctions);
  edges(filling);
  return { graph: filling.graph, members };
}

const noGraph: Graph = {
  nodes: 0,
  transactions: 0,
  offsets: int32s(1),
  targets: int32s(0),
  kinds: bytes(0),
  keys: int32s(0),
};

/** Where edges lead back, and how many begin at each node. */
class FirstLook implements EdgeSink {
  readonly #transactions: number;
  /** By transaction: how many more edges back pass the step after it than the one before it. */
  readonly #more: Int32Array;
  degrees: Int32Array;
  junctions = 0;

  constructor(transactions: number) {
    this.#transactions = transactions;
    this.#more = int32s(transactions + 1);
    this.degrees = int32s(transactions);
  }

  add(from: number, to: number): void {
    if (from === to) return;
    this.degrees[from] = (this.degrees[from] as number) + 1;
    if (to < from && from < this.#transactions) this.#leadsBack(from, to);
  }

  junction(): number {
    const node = this.#transactions + this.junctions++;
    if (node === this.degrees.length) this.degrees = grown(this.degrees);
    return node;
  }

  joins(last: number, first: number): void {
    if (first < last) this.#leadsBack(last, first);
  }

  #leadsBack(from: number, to: number): void {
    this.#more[to] = (this.#more[to] as number) + 1;
    this.#more[from] = (this.#more[from] as number) - 1;
  }

  /** The transactions that an edge back passes, begins or ends at; all of them, where it is most. */
  covered(): Int32Array {
    const members = int32s(this.#transactions);
    let passing = 0;
    let count = 0;
    for (let t = 0; t < this.#transactions; t += 1) {
      const before = passing;
      passing += this.#more[t] as number;
      if (before > 0 || passing > 0) members[count++] = t;
    }
    if (count * 2 < this.#transactions) return members.subarray(0, count);
    for (let t = 0; t < this.#transactions; t += 1) members[t] = t;
    return members;
  }
}

/** How many edges begin at each node of the region. */
class Counting implements EdgeSink {
  readonly #local: Int32Array;
  readonly #transactions: number;
  degrees: Int32Array;
  junctions = 0;

  constructor(local: Int32Array, transactions: number) {
    this.#local = local;
    this.#transactions = transactions;
    this.degrees = int32s(transactions);
  }

  add(from: number, to: number): void {
    const start = nodeOf(this.#local, this.#transactions, from);
    const end = nodeOf(this.#local, this.#transactions, to);
    if (start < 0 || end < 0 || start === end) return;
    this.degrees[start] = (this.degrees[start] as number) + 1;
  }

  junction(): number {
    if (this.#transactions + this.junctions === this.degrees.length) this.degrees = grown(this.degrees);
    return this.#local.length + this.junctions++;
  }

  joins(): void {}
}

/** Puts every edge into its row. */
class Filling implements EdgeSink {
  readonly graph: Graph;
  readonly #local: Int32Array;
  readonly #next: Int32Array;
  #junctions = 0;

  constructor(local: Int32Array, transactions: number, degrees: Int32Array, junctions: number) {
    const nodes = transactions + junctions;
    const offsets = int32s(nodes + 1);
    for (let node = 0; node < nodes; node += 1) {
      offsets[node + 1] = (offsets[node] as number) + (degrees[node] as number);
    }
    const edges = offsets[nodes] as number;
    this.graph = { nodes, transactions, offsets, targets: int32s(edges), kinds: bytes(edges), keys: int32s(edges) };
    this.#local = local;
    this.#next = offsets.slice(0, nodes);
  }

  add(from: number, to: number, kind: number, key: number): void {
    const { transactions, targets, kinds, keys } = this.graph;
    const start = nodeOf(this.#local, transactions, from);
    const end = nodeOf(this.#local, transactions, to);
    if (start < 0 || end < 0 || start === end) return;
    const at = this.#next[start] as number;
    this.#next[start] = at + 1;
    targets[at] = end;
    kinds[at] = kind;
    keys[at] = key;
  }

  junction(): number {
    return this.#local.length + this.#junctions++;
  }

  joins(): void {}
}

/** A node of the region: a transaction in it, or a junction, which all are; -1 for others. */
function nodeOf(local: Int32Array, transactions: number, node: number): number {
  return node < local.length ? (local[node] as number) : transactions + node - local.length;
}
