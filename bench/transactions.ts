/**
 * How fast list-append histories are judged, in memory and from dependencies to shortest cycles, and in how much memory.
 *
 *   node --expose-gc bench/transactions.ts [largest = 100000]
 *
 * Transactions of one to four micro-operations, half of them reads, over ten keys at a time, 32 appends a key: Elle's own
 * defaults. Each size is judged twice, as it ran and with read skew planted after every thousand transactions. Each run
 * has its peer beside it: one pass that only looks at every micro-operation and every element read. Exits 1 when a
 * verdict is wrong.
 */
import { listAppend } from '../verify/checkers/transactions/list-append.ts';
import type { MicroOperation } from '../verify/checkers/transactions/transaction-table.ts';
import type { HistoryEvent } from '../verify/event.ts';

const largest = Number(process.argv[2] ?? 100_000);
const keysAtOnce = 10;
const appendsPerKey = 32;

/** xorshift32: the same history on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Key {
  readonly name: number;
  list: number[];
}

/** A serial execution by ten processes. @param skewed after every so many transactions one sees half of another */
function history(transactions: number, skewed: number): HistoryEvent[] {
  const random = randomOf(7);
  const keys = Array.from({ length: keysAtOnce }, (_, name): Key => ({ name, list: [] }));
  let nextKey = keysAtOnce;
  const events: HistoryEvent[] = [];
  const read = ({ name, list }: Key): MicroOperation => ['r', name, list];
  const append = (place: number): MicroOperation => {
    const key = keys[place] as Key;
    key.list = [...key.list, key.list.length + 1];
    if (key.list.length === appendsPerKey) keys[place] = { name: nextKey++, list: [] };
    return ['append', key.name, key.list.length];
  };
  const run = (t: number, said: MicroOperation[]): void => {
    const index = events.length;
    const process = t % 10;
    const asked = said.map(([f, key, value]) => [f, key, f === 'r' ? null : value]);
    events.push({ index, time: index, process, type: 'invoke', f: 'txn', value: asked });
    events.push({ index: index + 1, time: index + 1, process, type: 'ok', f: 'txn', value: said });
  };
  for (let t = 0; t < transactions; t += 1) {
    if (skewed > 0 && t % skewed === 0) {
      const [one, other] = [{ ...(keys[0] as Key) }, keys[1] as Key];
      run(t, [append(0), append(1)]);
      run(t + 1, [read(one), read(other)]);
      t += 1;
      continue;
    }
    const said: MicroOperation[] = [];
    for (let left = 1 + random(4); left > 0; left -= 1) {
      const place = random(keysAtOnce);
      said.push(random(2) === 0 ? read(keys[place] as Key) : append(place));
    }
    run(t, said);
  }
  return events;
}

/** What cannot be saved: every element is looked at once. */
function look(events: readonly HistoryEvent[]): number {
  let sum = 0;
  for (const { type, value } of events) {
    if (type !== 'ok') continue;
    for (const [, , element] of value as MicroOperation[]) {
      if (!Array.isArray(element)) sum += element as number;
      else for (const each of element) sum += each;
    }
  }
  return sum;
}

/** Seconds by the clock and, as other programs may run beside this one, seconds of processors. */
function timed<Result>(run: () => Result): { seconds: number; cpu: number; result: Result } {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const result = run();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpu: (user + system) / 1e6, result };
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
const rows: Record<string, string | number>[] = [];
for (let size = 10_000; size <= largest; size *= 10) {
  for (const skewed of [0, 1000]) {
    const events = history(size, skewed);
    globalThis.gc?.();
    const before = process.memoryUsage();
    const peer = timed(() => look(events));
    const runs = [0, 1, 2].map(() => timed(() => listAppend.check(events)));
    const { seconds, cpu, result } = runs.reduce((best, run) => (run.cpu < best.cpu ? run : best));
    const after = process.memoryUsage();
    if (result.valid !== (skewed === 0)) process.exitCode = 1;
    const shortest = result.counterexample?.violations[0]?.events.length ?? 0;
    rows.push({
      transactions: size,
      planted: skewed === 0 ? 'nothing' : 'read skew',
      valid: String(result.valid),
      'classes found': (result.counterexample?.ids ?? []).join(' '),
      'transactions in the first cycle': shortest / 2,
      ms: Math.round(seconds * 1000),
      'transactions/s': Math.round(size / seconds),
      'CPU ms': Math.round(cpu * 1000),
      'ms to look only': Math.round(peer.seconds * 1000),
      'MB history': megabytes(before.heapUsed),
      'MB more at most': megabytes(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed),
    });
  }
}
console.table(rows);
