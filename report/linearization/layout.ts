import { jsonText } from '../../verify/history/exact-json.ts';
import type { DrawnCall, Linearization } from '../../verify/verdict/linearization.ts';

/** One call as a bar. Lengths are pixels. */
export interface Bar {
  readonly call: DrawnCall;
  /** In `operations` of the linearization. */
  readonly position: number;
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  /** `open`: it is not needed to explain the prefix, and may take effect later or never. */
  readonly role: 'placed' | 'open' | 'culprit';
  /** Where it took effect: its number in the order, from 1, and the state after it. */
  readonly place: { readonly number: number; readonly x: number; readonly state: string } | undefined;
}

/** A drawing laid out. */
export interface Layout {
  readonly bars: readonly Bar[];
  /** Processes from top to bottom, in the order of their first calls. */
  readonly lanes: readonly string[];
  readonly width: number;
  /** Where a time lies, ns since the history's origin. */
  readonly xOf: (time: number) => number;
}

const margin = 10;
const narrowest = 58;
const widest = 64;
/** Between two points that lie between the same two events. */
const betweenPoints = 18;
const wished = 900;

/**
 * Lays calls out by the order of their events, evenly: linearizability knows no more of time than that order. Each call
 * of the order takes effect as early as it can, never before the one that precedes it. O(n log n).
 */
export function layoutOf({ operations, order, culprit }: Linearization): Layout {
  const moments = operations
    .flatMap((call) => [call.invoke, ...(call.return === null ? [] : [call.return])])
    .sort((a, b) => a.index - b.index);
  const rankOf = new Map(moments.map(({ index }, rank) => [index, rank]));
  const gaps = gapsOf(operations, order, rankOf);
  const edges = edgesOf(moments.length, gaps);
  const width = (edges.at(-1) ?? 0) + margin;
  const edge = (rank: number): number => edges[rank] ?? width;
  const places = placesOf(order, gaps, edge);
  const lanes = new Map<string, number>();
  const bars = operations.map((call, position): Bar => {
    const process = String(call.process);
    const lane = lanes.get(process) ?? lanes.set(process, lanes.size).size - 1;
    const from = edge(rankOf.get(call.invoke.index) ?? 0);
    const to = call.return === null ? width : edge(rankOf.get(call.return.index) ?? 0);
    const place = places.get(position);
    const role = position === culprit ? 'culprit' : place === undefined ? 'open' : 'placed';
    return { call, position, lane, from, to, role, place };
  });
  const xOf = (time: number): number => {
    const next = moments.findIndex((moment) => moment.time >= time);
    if (next < 0) return width;
    const [before, after] = [moments[next - 1], moments[next]];
    if (before === undefined || after === undefined) return 0;
    return edge(next - 1) + ((time - before.time) / (after.time - before.time)) * (edge(next) - edge(next - 1));
  };
  return { bars, lanes: [...lanes.keys()], width, xOf };
}

/** By step of the order: the gap after the event of this rank, in which it takes effect. */
function gapsOf(
  operations: readonly DrawnCall[],
  order: Linearization['order'],
  rankOf: ReadonlyMap<number, number>,
): readonly number[] {
  let gap = 0;
  return order.map(({ operation }) => {
    gap = Math.max(gap, rankOf.get(operations[operation]?.invoke.index ?? -1) ?? 0);
    return gap;
  });
}

/** Where the events lie, and the end: a gap is as wide as its points need. */
function edgesOf(events: number, gaps: readonly number[]): readonly number[] {
  const points = new Map<number, number>();
  for (const gap of gaps) points.set(gap, (points.get(gap) ?? 0) + 1);
  const unit = Math.min(widest, Math.max(narrowest, Math.floor(wished / Math.max(1, events))));
  let x = margin;
  const edges = [x];
  for (let rank = 0; rank < events; rank += 1) {
    x += Math.max(unit, betweenPoints * ((points.get(rank) ?? 0) + 0.4));
    edges.push(x);
  }
  return edges;
}

function placesOf(order: Linearization['order'], gaps: readonly number[], edge: (rank: number) => number) {
  const places = new Map<number, NonNullable<Bar['place']>>();
  order.forEach(({ operation, state }, step) => {
    const gap = gaps[step] ?? 0;
    const first = gaps.indexOf(gap);
    const share = (step - first + 1) / (gaps.lastIndexOf(gap) - first + 2);
    const x = edge(gap) + share * (edge(gap + 1) - edge(gap));
    places.set(operation, { number: step + 1, x, state });
  });
  return places;
}

/** A call in a few words, as `read → 3` or `cas [1,2] → false`. */
export function textOf({ f, input, output }: DrawnCall): string {
  const asked = input === undefined || input === null ? f : `${f} ${jsonText(input)}`;
  const same = jsonText(output) === jsonText(input);
  return output === undefined || (same && input != null) ? asked : `${asked} → ${jsonText(output)}`;
}
