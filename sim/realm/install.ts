import crypto from 'node:crypto';
import fs from 'node:fs';
import nodeHttp from 'node:http';
import nodeHttps from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import nodeTimers from 'node:timers';
import nodeTimersPromises from 'node:timers/promises';
import { bytesOf, uuidOf } from '../chance/streams.ts';
import { virtualDate } from './date.ts';
import { simulatedFetch } from './fetch.ts';
import { http } from './http.ts';
import { currentOwner } from './owner.ts';
import { timers, timersPromises, waitFor } from './timers.ts';

/** Real time, kept for whoever drives the thread. */
export interface RealTime {
  /** Waits until all that can go on without time has gone on. */
  readonly settle: () => Promise<void>;
}

/**
 * Takes time, chance, the network and the waits of files out of this thread, for good: what is loaded into it, by whatever name it asks
 * for them, gets those of whoever runs. Node's modules are changed in place, so that named imports see it, too.
 */
export function installRealm(): RealTime {
  const { setImmediate } = globalThis;
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  replace(globalThis, { ...timers, Date: virtualDate(Date), fetch: simulatedFetch });
  replace(Math, { random: () => currentOwner().draw() });
  replace(AbortSignal, { timeout: abortAfter });
  replace(nodeTimers, timers);
  replace(nodeTimersPromises, { ...timersPromises, scheduler: { wait: waitFor, yield: timersPromises.setImmediate } });
  replace(nodeHttp, http);
  replace(nodeHttps, http);
  replaceClocks();
  replaceChance();
  replaceFileWaits();
  syncBuiltinESMExports();
  return { settle };
}

function replace(target: object, values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true });
}

/** `AbortSignal.timeout` in virtual time. */
function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  const late = () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  timers.setTimeout(late, ms);
  return controller.signal;
}

function replaceClocks(): void {
  const now = () => currentOwner().monotonicMs();
  const nanoseconds = () => BigInt(Math.round(now() * 1e6));
  const hrtime = (since?: [number, number]): [number, number] => {
    const passed = nanoseconds() - (since === undefined ? 0n : BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]));
    return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
  };
  replace(performance, { now });
  replace(process, { hrtime: Object.assign(hrtime, { bigint: nanoseconds }), uptime: () => now() / 1_000 });
}

function replaceChance(): void {
  const draw = () => currentOwner().draw();
  const fill = <Target extends ArrayBufferView>(target: Target): Target => {
    new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(bytesOf(draw, target.byteLength));
    return target;
  };
  const randomUUID = () => uuidOf(draw);
  const answered = <Value>(value: Value, done?: (error: null, value: Value) => void) => {
    if (done === undefined) return value;
    process.nextTick(() => done(null, value));
    return undefined;
  };
  const randomBytes = (size: number, done?: (error: null, bytes: Buffer) => void) =>
    answered(Buffer.from(bytesOf(draw, size)), done);
  const randomInt = (first: number, second?: number) => {
    const [from, to] = second === undefined ? [0, first] : [first, second];
    return from + Math.floor(draw() * (to - from));
  };
  replace(crypto, { randomUUID, randomBytes, randomInt, randomFillSync: fill });
  // That of `node:crypto` asks this one.
  replace(Object.getPrototypeOf(globalThis.crypto), { randomUUID, getRandomValues: fill });
}

const WITHOUT_WAITS = [
  'access',
  'appendFile',
  'copyFile',
  'lstat',
  'mkdir',
  'mkdtemp',
  'readFile',
  'readdir',
  'realpath',
  'rename',
  'rm',
  'stat',
  'symlink',
  'unlink',
  'utimes',
  'writeFile',
] as const;

/** A file that is waited for would be there sooner or later from run to run: it is read at once. */
function replaceFileWaits(): void {
  for (const name of WITHOUT_WAITS) {
    const atOnce = fs[`${name}Sync`] as (...args: unknown[]) => unknown;
    replace(fs.promises, { [name]: async (...args: unknown[]) => atOnce(...args) });
  }
}
