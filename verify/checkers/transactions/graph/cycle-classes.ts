import { processOrder, realTime, rw, through, wr, ww } from './dependency.ts';

/** A class of cycles: which edges it may have, and which one it begins with. */
export interface CycleClass {
  readonly name: string;
  /** Each cycle has such an edge: the search begins with it. */
  readonly seed: number;
  readonly mask: number;
  /** No two anti-dependencies follow each other. */
  readonly apart?: true;
  /** The edge after the seed is an anti-dependency too. */
  readonly adjacent?: true;
}

/**
 * Adya's phenomena as Elle names them, worst first. Exactly one anti-dependency is G-single, several that never follow
 * each other G-nonadjacent, two that do G2-item. `-item`: on keys, as there are no predicates here.
 */
const classes: readonly CycleClass[] = [
  { name: 'G0', seed: ww, mask: ww },
  { name: 'G1c', seed: wr, mask: ww | wr },
  { name: 'G-single-item', seed: rw, mask: ww | wr },
  { name: 'G-nonadjacent-item', seed: rw, mask: ww | wr | rw | through, apart: true },
  { name: 'G2-item', seed: rw, mask: ww | wr | rw | through, adjacent: true },
];

/** The classes with process or real-time order among the edges. */
export function classesWith(orders: readonly number[]): readonly CycleClass[] {
  return classes.map((each) => ({ ...each, mask: orders.reduce((mask, order) => mask | order, each.mask) }));
}

/** What the edges of a cycle make it, whatever it was searched for. @param kinds of its edges, in order */
export function nameOfCycle(kinds: readonly number[]): string {
  const has = (kind: number): boolean => kinds.includes(kind);
  const suffix = has(realTime) ? '-realtime' : has(processOrder) ? '-process' : '';
  const antis = kinds.filter((kind) => kind === rw).length;
  const touching = kinds.some((kind, at) => kind === rw && kinds[(at + 1) % kinds.length] === rw);
  if (antis === 0) return `${has(wr) ? 'G1c' : 'G0'}${suffix}`;
  if (antis === 1) return `G-single-item${suffix}`;
  return `${touching ? 'G2-item' : 'G-nonadjacent-item'}${suffix}`;
}
