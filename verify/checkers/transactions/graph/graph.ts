/** A graph with typed edges in compressed rows: the edges of node n lie from `offsets[n]` to `offsets[n + 1]`. */
export interface Graph {
  /** Transactions come first, junctions after them. */
  readonly nodes: number;
  readonly transactions: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** One bit of `dependency.ts` an edge. */
  readonly kinds: Uint8Array;
  /** Which key an edge is about; -1: none. */
  readonly keys: Int32Array;
}

/** What takes the edges of a graph. */
export interface EdgeSink {
  /** An edge; one from a transaction to itself says nothing and is left out. @param key what it is about; -1: nothing */
  add(from: number, to: number, kind: number, key: number): void;
  /** A new junction: a node that stands for many edges at once. */
  junction(): number;
  /** Junctions lead from some transactions to others: from `last` of the ones, to `first` of the others. */
  joins(last: number, first: number): void;
}

/** Tells the edges of a graph, the same ones each time that it is asked. */
export type EdgeSource = (sink: EdgeSink) => void;
