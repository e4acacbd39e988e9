/**
 * How fast each checker judges a valid history, and in how much memory: every checker that has a generator (`mutants/`
 * and here) at 10^4, 10^5 and 10^6 events. Linearizability and transactions have their own benchmarks.
 *
 *   node --expose-gc bench/checkers.ts [largest = 1000000] [part of a name]
 *
 * Reading a history in the words of its family is shared by the checkers of a family; here each pays for it. Its peer in
 * the same run is one pass over the events that only counts them by `f`. `growth` is the time a event at the largest
 * size over that at the smallest: a linear checker shows 1, and up to 5 where caches no longer hold the history and the
 * collector has more to look at; a quadratic one would show 100. Exits 1 when a verdict is wrong or the growth is past 10.
 * Times are processor time, as other work on the machine says little of a checker.
 */

import { sagaCheckers } from '../verify/checkers/saga/saga-checkers.ts';
import { sessionCheckers } from '../verify/checkers/sessions/session-checkers.ts';
import type { HistoryEvent } from '../verify/history/event.ts';
import { type Draw, drawOf } from '../verify/testing/mutants/draw.ts';
import { families } from '../verify/testing/mutants/families.ts';
import { type Draft, type Drafts, historyOf, runOf } from '../verify/testing/mutants/saga-run.ts';
import { type Checker, judge } from '../verify/verdict/checker.ts';

const largest = Number(process.argv[2] ?? 1_000_000);
const wanted = process.argv[3] ?? '';
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const repeats = 3;

interface Subject {
  readonly checkers: readonly Checker[];
  readonly runOf: (draw: Draw, size: number) => Drafts;
}

const sagas: Subject = { checkers: sagaCheckers, runOf: sagaRun };

function sagaRun(draw: Draw, size: number): Drafts {
  return runOf(
    Array.from({ length: size }, (_, n) => ({
      id: `saga-${n}`,
      startsAt: n * 20 + draw(0, 60),
      amount: draw(1, 9),
      resource: `resource-${n % 100}`,
      quantity: draw(1, 4),
      refusedAt: draw(0, 2) === 0 ? draw(0, 2) : undefined,
      lostAnswers: draw(0, 1),
      repeated: draw(0, 3) === 0,
      gaps: [draw(1, 9), draw(1, 9), draw(1, 9)],
    })),
  );
}

const sessions: Subject = { checkers: sessionCheckers, runOf: sessionRun };

/** One copy of 100 keys, read and written in turn by 20 sessions; at the end every key is read. */
function sessionRun(draw: Draw, size: number): Drafts {
  const versions = Array.from({ length: 100 }, () => 0);
  const events: Draft[] = [];
  for (let n = 0; n < size + versions.length; n++) {
    const k = n < size ? draw(0, 99) : n - size;
    const f = n < size && draw(0, 1) === 0 ? 'write' : 'read';
    const version = (versions[k] as number) + (f === 'write' ? 1 : 0);
    versions[k] = version;
    const access = { process: `session-${draw(1, 20)}`, f, key: `key-${k}`, value: { version } };
    events.push({ ...access, time: 2 * n, type: 'invoke' }, { ...access, time: 2 * n + 1, type: 'ok' });
  }
  return { events };
}

/** A history of at least `events` events: the generators know only about how long they get. */
function historyFor({ runOf: make }: Subject, events: number): HistoryEvent[] {
  const sample = make(drawOf(1), 1_000).events.length / 1_000;
  return historyOf(make(drawOf(1), Math.ceil(events / sample)));
}

/** The best of a few times, so that a busy machine is measured least: ms and bytes. */
function measure(history: readonly HistoryEvent[], work: (history: readonly HistoryEvent[]) => void) {
  let ms = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let n = 0; n < (history.length > 500_000 ? 2 : repeats); n++) {
    // Another array each time: what was read of a history is kept with it.
    const fresh = [...history];
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const started = process.cpuUsage();
    work(fresh);
    const { user, system } = process.cpuUsage(started);
    ms = Math.min(ms, (user + system) / 1_000);
    bytes = Math.max(bytes, process.memoryUsage().heapUsed - before);
  }
  return { ms, bytes };
}

function countWords(history: readonly HistoryEvent[]): void {
  const counts = new Map<string, number>();
  for (const { f } of history) counts.set(f, (counts.get(f) ?? 0) + 1);
}

const rows: Record<string, string>[] = [];
let wrong = 0;
for (const subject of [sagas, sessions, ...families]) {
  const chosen = subject.checkers.filter(({ name }) => name.includes(wanted));
  if (chosen.length === 0) continue;
  const perEvent = new Map<string, number[]>();
  const row = new Map<string, Record<string, string>>();
  for (const size of sizes) {
    const history = historyFor(subject, size);
    const peer = measure(history, countWords);
    for (const checker of chosen) {
      let valid: unknown;
      const { ms, bytes } = measure(history, (fresh) => {
        valid = judge(checker, fresh).valid;
      });
      if (valid === false) wrong += 1;
      perEvent.set(checker.name, [...(perEvent.get(checker.name) ?? []), ms / history.length]);
      const cells = row.get(checker.name) ?? { checker: checker.name };
      cells[`10^${Math.log10(size)}`] =
        `${ms.toFixed(0)} ms (${peer.ms.toFixed(0)}), ${(bytes / 2 ** 20).toFixed(0)} MiB`;
      row.set(checker.name, cells);
    }
  }
  for (const [name, times] of perEvent) {
    const growth = (times.at(-1) ?? 0) / (times[0] ?? 1);
    if (growth > 10) wrong += 1;
    rows.push({ ...row.get(name), growth: growth.toFixed(1) });
  }
}
console.table(rows);
process.exitCode = wrong > 0 ? 1 : 0;
