import fc from 'fast-check';
import type { EventType, HistoryEvent } from '../../history/event.ts';

interface Asked {
  readonly f: string;
  readonly input?: unknown;
  /** Draws an output that may be right or wrong. */
  readonly output?: unknown;
}

const small = fc.integer({ min: 0, max: 2 });
const ask = (f: string, input: fc.Arbitrary<unknown>, output: fc.Arbitrary<unknown>) =>
  fc.record({ f: fc.constant(f), input, output });
const nothing = fc.constant(undefined);
/** Nobody is whoever runs it. */
const who = fc.constantFrom(undefined, undefined, 'a', 'b');
const permits = fc.constantFrom(undefined, 1, 2);

/** Per model, operations with outputs that are often possible. */
const asks: Readonly<Record<string, fc.Arbitrary<Asked>>> = {
  register: fc.oneof(ask('read', nothing, fc.option(small)), ask('write', small, nothing)),
  'cas-register': fc.oneof(
    ask('read', nothing, fc.option(small)),
    ask('write', small, nothing),
    ask('cas', fc.tuple(small, small), fc.constantFrom(undefined, undefined, false)),
  ),
  kv: fc.oneof(
    ask('get', nothing, fc.constantFrom('', 'a', 'b', 'ab', 'ba')),
    ask('put', fc.constantFrom('a', 'b'), nothing),
    ask('append', fc.constantFrom('a', 'b'), nothing),
  ),
  queue: fc.oneof(ask('enqueue', small, nothing), ask('dequeue', nothing, fc.option(small))),
  set: fc.oneof(
    ask('add', small, nothing),
    ask('remove', small, nothing),
    ask('contains', small, fc.boolean()),
    ask('read', nothing, fc.subarray([0, 1, 2])),
  ),
  counter: fc.oneof(ask('add', small, nothing), ask('read', nothing, fc.integer({ min: 0, max: 4 }))),
  lease: fc.oneof(
    ask('acquire', nothing, fc.integer({ min: 1, max: 4 })),
    ask('write', fc.integer({ min: 1, max: 4 }), fc.constantFrom(undefined, undefined, false)),
  ),
  mutex: fc.oneof(ask('acquire', nothing, nothing), ask('release', nothing, nothing)),
  'owner-mutex': fc.oneof(ask('acquire', who, nothing), ask('release', who, nothing)),
  'reentrant-mutex': fc.oneof(ask('acquire', who, nothing), ask('release', who, nothing)),
  'semaphore:2': fc.oneof(ask('acquire', permits, nothing), ask('release', permits, nothing)),
  'unordered-queue': fc.oneof(ask('enqueue', small, nothing), ask('dequeue', nothing, fc.option(small))),
  'priority-queue': fc.oneof(ask('enqueue', small, nothing), ask('dequeue', nothing, fc.option(small))),
  'multi-register': fc
    .array(fc.tuple(fc.constantFrom('r', 'w', 'read', 'write'), fc.constantFrom('x', 'y'), fc.option(small)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((output) => ({
      f: 'txn',
      input: output.map(([f, key, v]) => (/^r/.test(f) ? [f, key] : [f, key, v])),
      output,
    })),
};

/** An operation of an object of that model, and an answer that may be right or wrong. */
export function smallAsks(model: string): fc.Arbitrary<Asked> {
  return asks[model] as fc.Arbitrary<Asked>;
}

/** Histories of an object of that model, of a few processes: each draw lets one process call, or end what it called. */
export function smallObjectHistories(model: string, maxLength: number): fc.Arbitrary<HistoryEvent[]> {
  const asked = smallAsks(model);
  const end = fc.constantFrom<EventType>('ok', 'ok', 'ok', 'ok', 'fail', 'info');
  return fc.array(fc.tuple(fc.nat(3), asked, end), { maxLength }).map((draws) => {
    const open = new Map<number, { process: string; asked: Asked }>();
    const lives = new Map<number, number>();
    return draws.map(([n, next, type], index): HistoryEvent => {
      const call = open.get(n);
      if (call === undefined) {
        const process = `${n}.${lives.get(n) ?? 0}`;
        open.set(n, { process, asked: next });
        return { index, time: index, process, type: 'invoke', f: next.f, value: next.input };
      }
      open.delete(n);
      if (type === 'info') lives.set(n, (lives.get(n) ?? 0) + 1);
      const { f, output } = call.asked;
      return { index, time: index, process: call.process, type, f, ...(type === 'ok' && { value: output }) };
    });
  });
}
