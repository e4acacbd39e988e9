/**
 * How fast list-append histories are judged, in memory and from dependencies to shortest cycles, and in how much memory.
 *
 *   node --expose-gc bench/transactions.ts [largest = 1000000]
 *
 * Transactions of one to four micro-operations, half of them reads, over ten keys at a time, 32 appends a key: Elle's own
 * defaults. Each size is judged three times: one transaction after the other; ten at once, so that they end in another
 * order than they took effect in; and with read skew planted after every thousand of them. Each has its peer beside it:
 * one pass that only looks at every micro-operation and every element read. Times are processor time, the collector's
 * threads with it, as other work on the machine says little of a checker. Exits 1 when a verdict is wrong.
 */
import { listAppend } from '../verify/checkers/transactions/list-append/list-append.ts';
import type { MicroOperation } from '../verify/checkers/transactions/table/transaction-table.ts';
import type { HistoryEvent } from '../verify/history/event.ts';

const largest = Number(process.argv[2] ?? 1_000_000);
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

/**
 * A serial execution by ten processes.
 * @param atOnce so many are under way at a time, and end in any order
 * @param skewed after every so many transactions one sees half of another; 0: none does
 */
function history(transactions: number, atOnce: number, skewed: number): HistoryEvent[] {
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
  const underWay: { process: number; said: MicroOperation[] }[] = [];
  const end = (): void => {
    const [{ process, said }] = underWay.splice(random(underWay.length), 1) as [(typeof underWay)[number]];
    events.push({ index: events.length, time: events.length, process, type: 'ok', f: 'txn', value: said });
  };
  const run = (said: MicroOperation[]): void => {
    if (underWay.length === atOnce) end();
    const process =
      Array.from(underWay.keys(), (n) => n).find((n) => underWay.every((each) => each.process !== n)) ??
      underWay.length;
    const asked = said.map(([f, key, value]) => [f, key, f === 'r' ? null : value]);
    events.push({ index: events.length, time: events.length, process, type: 'invoke', f: 'txn', value: asked });
    underWay.push({ process, said });
  };
  for (let t = 0; t < transactions; t += 1) {
    if (skewed > 0 && t % skewed === 0) {
      const [one, other] = [{ ...(keys[0] as Key) }, keys[1] as Key];
      run([append(0), append(1)]);
      run([read(one), read(other)]);
      t += 1;
      continue;
    }
    const said: MicroOperation[] = [];
    for (let left = 1 + random(4); left > 0; left -= 1) {
      const place = random(keysAtOnce);
      said.push(random(2) === 0 ? read(keys[place] as Key) : append(place));
    }
    run(said);
  }
  while (underWay.length > 0) end();
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

/** Seconds of processors. */
function timed<Result>(run: () => Result): { cpu: number; result: Result } {
  const cpuBefore = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: (user + system) / 1e6, result };
}

const kinds = [
  { name: 'in a row', atOnce: 1, skewed: 0 },
  { name: 'ten at once', atOnce: 10, skewed: 0 },
  { name: 'ten at once, read skew', atOnce: 10, skewed: 1000 },
];
const rows: Record<string, string | number>[] = [];
for (let size = 10_000; size <= largest; size *= 10) {
  for (const { name, atOnce, skewed } of kinds) {
    const events = history(size, atOnce, skewed);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const peer = [0, 1, 2].map(() => timed(() => look(events)).cpu);
    const runs = [0, 1, 2].map(() => timed(() => listAppend.check(events)));
    const { cpu, result } = runs.reduce((best, run) => (run.cpu < best.cpu ? run : best));
    const after = process.memoryUsage().rss;
    if (result.valid !== (skewed === 0)) process.exitCode = 1;
    const cycles = result.counts['G-single-item'] ?? 0;
    rows.push({
      transactions: size,
      history: name,
      valid: String(result.valid),
      'shortest cycles': cycles === 0 ? '' : `${cycles} ${(result.counterexample?.ids ?? []).join(' ')}`,
      ms: Math.round(cpu * 1000),
      'slowest of 3': Math.round(Math.max(...runs.map((run) => run.cpu)) * 1000),
      'transactions/s': Math.round(size / cpu),
      'ms to look only': Math.round(Math.min(...peer) * 1000),
      'MB history': Math.round(process.memoryUsage().heapUsed / 2 ** 20),
      'MB more': Math.round((after - before) / 2 ** 20),
    });
  }
}
console.table(rows);
