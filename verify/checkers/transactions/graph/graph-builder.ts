import type { EdgeSink, Graph } from './graph.ts';
import { bytes, grown, grownBytes, int32s } from './working-memory.ts';

/** Collects edges in typed arrays: thirteen bytes an edge, where objects would take a hundred. */
export class GraphBuilder implements EdgeSink {
  readonly #transactions: number;
  #nodes: number;
  #edges = 0;
  #from: Int32Array = new Int32Array();
  #to: Int32Array = new Int32Array();
  #kinds: Uint8Array = new Uint8Array();
  #keys: Int32Array = new Int32Array();

  constructor(transactions: number) {
    this.#transactions = transactions;
    this.#nodes = transactions;
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
    this.#from = grown(this.#from);
    this.#to = grown(this.#to);
    this.#kinds = grownBytes(this.#kinds);
    this.#keys = grown(this.#keys);
  }

  /** Sort the edges by where they begin: a counting sort, O(nodes + edges). */
  build(): Graph {
    const nodes = this.#nodes;
    const edges = this.#edges;
    // By node: how many edges begin there, and then where the next one of them goes.
    const next = int32s(nodes);
    for (let edge = 0; edge < edges; edge += 1) {
      const from = this.#from[edge] as number;
      next[from] = (next[from] as number) + 1;
    }
    const offsets = int32s(nodes + 1);
    let end = 0;
    for (const [node, degree] of next.entries()) {
      next[node] = end;
      end += degree;
      offsets[node + 1] = end;
    }
    const targets = int32s(edges);
    const kinds = bytes(edges);
    const keys = int32s(edges);
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
