import type { EdgeSink, Graph } from './graph.ts';

/** Collects edges in typed arrays: thirteen bytes an edge, where objects would take a hundred. */
export class GraphBuilder implements EdgeSink {
  readonly #transactions: number;
  #nodes: number;
  #edges = 0;
  #from: Int32Array;
  #to: Int32Array;
  #kinds: Uint8Array;
  #keys: Int32Array;

  constructor(transactions: number, expectedEdges = 1024) {
    this.#transactions = transactions;
    this.#nodes = transactions;
    const size = Math.max(16, expectedEdges);
    this.#from = new Int32Array(size);
    this.#to = new Int32Array(size);
    this.#kinds = new Uint8Array(size);
    this.#keys = new Int32Array(size);
  }

  add(from: number, to: number, kind: number, key: number): void {
    if (from === to) return;
    if (this.#edges === this.#from.length) this.#grow();
    const edge = this.#edges++;
    this.#from[edge] = from;
    this.#to[edge] = to;
    this.#kinds[edge] = kind;
    this.#keys[edge] = key;
  }

  junction(): number {
    return this.#nodes++;
  }

  joins(): void {}

  #grow(): void {
    const size = this.#from.length * 2;
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(size);
      array.set(old);
      return array;
    };
    this.#from = wider(this.#from);
    this.#to = wider(this.#to);
    this.#keys = wider(this.#keys);
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
  }

  /** Sort the edges by where they begin: a counting sort, O(nodes + edges). */
  build(): Graph {
    const nodes = this.#nodes;
    const edges = this.#edges;
    const offsets = new Int32Array(nodes + 1);
    for (let edge = 0; edge < edges; edge += 1) {
      const row = (this.#from[edge] as number) + 1;
      offsets[row] = (offsets[row] as number) + 1;
    }
    for (let node = 0; node < nodes; node += 1) {
      offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number);
    }
    const next = offsets.slice(0, nodes);
    const targets = new Int32Array(edges);
    const kinds = new Uint8Array(edges);
    const keys = new Int32Array(edges);
    for (let edge = 0; edge < edges; edge += 1) {
      const from = this.#from[edge] as number;
      const at = next[from] as number;
      next[from] = at + 1;
      targets[at] = this.#to[edge] as number;
      kinds[at] = this.#kinds[edge] as number;
      keys[at] = this.#keys[edge] as number;
    }
    return { nodes, transactions: this.#transactions, offsets, targets, kinds, keys };
  }
}
