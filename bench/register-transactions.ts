/**
 * How fast transactions over registers are judged, from 10^4 up to 10^6: a serial execution by ten processes, one to
 * four micro-operations each, half of them reads, over ten keys that move on. Its peer in the same run is one pass that
 * only looks at every micro-operation. Processor time. `growth` is the time a transaction at the largest size over that
 * at the smallest. Exits 1 when a verdict is wrong or the growth is past 10.
 *
 *   node --expose-gc bench/register-transactions.ts [largest = 1000000]
 */

import { rwRegister } from '../verify/checkers/transactions/rw-register/rw-register.ts';
import type { MicroOperation } from '../verify/checkers/transactions/table/transaction-table.ts';
import { weakCheckers } from '../verify/checkers/transactions/transaction-checkers.ts';
import type { HistoryEvent } from '../verify/history/event.ts';
import { type Draw, drawOf } from '../verify/testing/mutants/draw.ts';
import type { Checker } from '../verify/verdict/checker.ts';

const largest = Number(process.argv[2] ?? 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest);

function history(transactions: number, draw: Draw): HistoryEvent[] {
  const state = new Map<number, number>();
  let written = 0;
  return Array.from({ length: transactions }, (_, t) => {
    const operations = Array.from({ length: draw(1, 4) }, (): MicroOperation => {
      const key = Math.floor(t / 16) + draw(0, 9);
      if (draw(0, 1) === 0) return ['r', key, state.get(key) ?? null];
      written += 1;
      state.set(key, written);
      return ['w', key, written];
    });
    const at = { process: t % 10, f: 'txn', value: operations };
    return [
      { ...at, index: 2 * t, time: 2 * t, type: 'invoke' as const },
      { ...at, index: 2 * t + 1, time: 2 * t + 1, type: 'ok' as const },
    ];
  }).flat();
}

/** Milliseconds of processors. */
function cpu(run: () => void): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function look(events: readonly HistoryEvent[]): number {
  let sum = 0;
  for (const { value } of events) for (const [, key] of value as MicroOperation[]) sum += Number(key);
  return sum;
}

const assuming: Checker = {
  ...rwRegister,
  name: 'rw-register, keys linearizable',
  check: (events) => rwRegister.check(events, { keys: 'linearizable' }),
};
const subjects: readonly Checker[] = [rwRegister as Checker, assuming, ...weakCheckers];
const rows = new Map<string, Record<string, string>>();
const times = new Map<string, number[]>();
for (const size of sizes) {
  const events = history(size, drawOf(1));
  const peer = cpu(() => look(events));
  for (const { name, check } of subjects) {
    let valid: unknown;
    const ms = cpu(() => {
      valid = check(events).valid;
    });
    if (valid !== true) process.exitCode = 1;
    times.set(name, [...(times.get(name) ?? []), ms / size]);
    const cell = { [`10^${Math.log10(size)}`]: `${ms.toFixed(0)} ms (${peer.toFixed(0)})` };
    rows.set(name, { checker: name, ...rows.get(name), ...cell });
  }
}
for (const [name, each] of times) {
  const growth = (each.at(-1) ?? 0) / (each[0] ?? 1);
  if (growth > 10) process.exitCode = 1;
  rows.set(name, { ...rows.get(name), growth: growth.toFixed(1) });
}
console.table([...rows.values()]);
