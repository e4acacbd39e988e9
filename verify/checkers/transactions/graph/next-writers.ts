import { rw, through } from './dependency.ts';
import type { EdgeSink } from './graph.ts';

/**
 * Anti-dependencies from every reader of a version to every transaction that wrote after it, where the order among
 * these writers is not known. Readers times writers would be quadratic: chains of junctions say the same in linear
 * space. A reader that is itself a writer gets the writers before and after it, never itself.
 */
export function addNextWriters(
  sink: EdgeSink,
  readers: readonly number[],
  writers: readonly number[],
  key: number,
): void {
  const distinct = [...new Set(writers)];
  if (distinct.length <= 2 || readers.length === 1) {
    for (const reader of readers) for (const writer of distinct) sink.add(reader, writer, rw, key);
    return;
  }
  sink.joins(most(readers), -most(distinct.map((writer) => -writer)));
  const places = new Map(distinct.map((writer, place) => [writer, place]));
  const upTo = distinct.map(() => sink.junction());
  const from = distinct.map(() => sink.junction());
  for (const [place, writer] of distinct.entries()) {
    sink.add(upTo[place] as number, writer, through, key);
    sink.add(from[place] as number, writer, through, key);
    if (place === 0) continue;
    sink.add(upTo[place] as number, upTo[place - 1] as number, through, key);
    sink.add(from[place - 1] as number, from[place] as number, through, key);
  }
  for (const reader of readers) {
    const place = places.get(reader);
    if (place === undefined) sink.add(reader, from[0] as number, rw, key);
    else {
      if (place > 0) sink.add(reader, upTo[place - 1] as number, rw, key);
      if (place < distinct.length - 1) sink.add(reader, from[place + 1] as number, rw, key);
    }
  }
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((greatest, number) => Math.max(greatest, number), Number.NEGATIVE_INFINITY);
}
