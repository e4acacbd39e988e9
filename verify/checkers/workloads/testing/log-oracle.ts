import type { Done } from './workload.ts';

type Pair = readonly [offset: number, value: number];

const parts = ({ input, f }: Done): unknown[][] => (f === 'assign' || f === 'subscribe' ? [] : (input as unknown[][]));
const polled = (done: Done): Pair[] =>
  parts(done).flatMap(([f, found]) => (f === 'poll' ? (found as { k: Pair[] }).k : []));
const sent = (done: Done): Pair[] => parts(done).flatMap(([f, , pair]) => (f === 'send' ? [pair as Pair] : []));
const next = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.slice(1).map((item, n): [Item, Item] => [items[n] as Item, item]);

/** Whether a process has its partitions without a word, after what it did. */
const isSubscribed = (own: readonly Done[]): boolean =>
  own.findLast(({ f, type }) => (f === 'assign' && type === 'ok') || (f === 'subscribe' && type !== 'fail'))?.f ===
  'subscribe';

/** Whether no operation, by polls and time, comes after itself: each has a moment, later than what it polled. @param more what else comes before */
function hasMoments(done: readonly Done[], more: (a: Done, b: Done) => boolean): boolean {
  const moment = new Map(done.map((each) => [each, each.began]));
  const isBefore = (a: Done, b: Done): boolean =>
    more(a, b) ||
    (b.type === 'ok' &&
      polled(b).some(([, value]) => a.type !== 'fail' && sent(a).some(([, other]) => other === value)));
  // Each moment is pushed behind those that it comes after, as often as there are operations; who goes round goes on for ever.
  for (let round = 0; round <= done.length; round += 1) {
    let moved = false;
    for (const b of done) {
      for (const a of done) {
        const least = (moment.get(a) as number) + 1e-6;
        if (a === b || !isBefore(a, b) || (moment.get(b) as number) >= least) continue;
        moment.set(b, least);
        moved = true;
      }
    }
    if (!moved) return done.every((each) => each.type !== 'ok' || (moment.get(each) as number) <= each.ended);
  }
  return false;
}

/**
 * Whether the log of one key is as it should be: each promise looked for in every message, pair and process.
 * @param isolated whether who sent what lies right behind a message comes after who sent that
 */
export function isLog(done: readonly Done[], isolated: boolean): boolean {
  const ok = done.filter(({ type }) => type === 'ok');
  const seen = new Set(ok.flatMap(polled).map(([, value]) => value));
  const certain = done.filter(
    (each) => each.type === 'ok' || (each.type === 'info' && sent(each).some(([, value]) => seen.has(value))),
  );
  const there: Pair[] = [...done.flatMap(polled), ...certain.flatMap(sent)];
  const isThere = (offset: number): boolean => there.some(([each]) => each === offset);
  const between = (from: number, to: number): boolean =>
    [0, 1, 2, 3].some((offset) => offset > from && offset < to && isThere(offset));
  const isStep = ([[from], [to]]: [Pair, Pair], skips: boolean): boolean => to > from && !(skips && between(from, to));
  if (there.some(([a, x]) => there.some(([b, y]) => (a === b) !== (x === y)))) return false;
  if (ok.some((each) => next(polled(each)).some((step) => !isStep(step, true)))) return false;
  if (ok.some((each) => next(sent(each)).some((step) => !isStep(step, false)))) return false;
  if (ok.some((each) => polled(each).some(([, value]) => sent(each).some(([, own]) => own === value)))) return false;
  for (const reader of ok) {
    for (const [, value] of polled(reader)) {
      const sender = done.find((each) => sent(each).some(([, other]) => other === value));
      if (sender === undefined || sender.type === 'fail' || sender.began > reader.ended) return false;
    }
  }
  const furthest = Math.max(-1, ...ok.flatMap(polled).map(([offset]) => offset));
  if (certain.flatMap(sent).some(([offset, value]) => offset <= furthest && !seen.has(value))) return false;
  const isRightBehind = (from: number, to: number): boolean => to > from && !between(from, to);
  const liesBefore = (a: Done, b: Done): boolean =>
    certain.includes(a) &&
    certain.includes(b) &&
    sent(a).some(([from]) => sent(b).some(([to]) => isRightBehind(from, to)));
  if (!hasMoments(done, isolated ? liesBefore : () => false)) return false;
  for (const process of new Set(done.map((each) => each.process))) {
    const own = done.filter((each) => each.process === process);
    const sends = own.filter((each) => each.type === 'ok' && sent(each).length > 0);
    if (next(sends).some(([a, b]) => !isStep([sent(a).at(-1) as Pair, sent(b)[0] as Pair], false))) return false;
    for (const [n, later] of own.entries()) {
      const earlier = own.slice(0, n).findLastIndex((each) => each.type === 'ok' && polled(each).length > 0);
      if (earlier < 0 || later.type !== 'ok' || polled(later).length === 0) continue;
      const since = own.slice(earlier + 1, n);
      const anew = since.some(
        (each) =>
          (each.f === 'subscribe' && each.type !== 'fail') ||
          (each.type !== 'ok' && (each.f === 'poll' || each.f === 'txn')) ||
          (each.type === 'info' && each.f === 'assign'),
      );
      if (anew || isSubscribed(own.slice(0, n)) || isSubscribed(own.slice(0, earlier))) continue;
      if (!isStep([polled(own[earlier] as Done).at(-1) as Pair, polled(later)[0] as Pair], true)) return false;
    }
  }
  return true;
}
