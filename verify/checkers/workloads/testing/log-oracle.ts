import type { Done } from './workload.ts';

type Pair = readonly [offset: number, value: number];

const polled = ({ input, f }: Done): Pair[] =>
  f === 'poll' ? (input as [string, { k: Pair[] }][]).flatMap(([, { k }]) => k) : [];
const sent = ({ input, f }: Done): Pair[] =>
  f === 'send' ? (input as [string, string, Pair][]).map(([, , pair]) => pair) : [];
const next = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.slice(1).map((item, n): [Item, Item] => [items[n] as Item, item]);

/** Whether the log of one key is as it should be: each promise looked for in every message, pair and process. */
export function isLog(done: readonly Done[]): boolean {
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
  for (const reader of ok) {
    for (const [, value] of polled(reader)) {
      const sender = done.find((each) => sent(each).some(([, other]) => other === value));
      if (sender === undefined || sender.type === 'fail' || sender.began > reader.ended) return false;
    }
  }
  const furthest = Math.max(-1, ...ok.flatMap(polled).map(([offset]) => offset));
  if (certain.flatMap(sent).some(([offset, value]) => offset <= furthest && !seen.has(value))) return false;
  for (const process of new Set(done.map((each) => each.process))) {
    const own = done.filter((each) => each.process === process);
    const sends = own.filter((each) => each.type === 'ok' && each.f === 'send');
    if (next(sends).some(([a, b]) => !isStep([sent(a).at(-1) as Pair, sent(b)[0] as Pair], false))) return false;
    for (const [n, later] of own.entries()) {
      const earlier = own.slice(0, n).findLastIndex((each) => each.type === 'ok' && polled(each).length > 0);
      if (earlier < 0 || later.type !== 'ok' || polled(later).length === 0) continue;
      const since = own.slice(earlier + 1, n);
      const anew = since.some(
        (each) => ['assign', 'subscribe'].includes(each.f) || (each.type !== 'ok' && each.f !== 'send'),
      );
      const assigned = own
        .slice(0, n)
        .findLast(
          (each) => (each.f === 'assign' && each.type === 'ok') || (each.f === 'subscribe' && each.type !== 'fail'),
        );
      if (anew || assigned?.f === 'subscribe') continue;
      if (!isStep([polled(own[earlier] as Done).at(-1) as Pair, polled(later)[0] as Pair], true)) return false;
    }
  }
  return true;
}
