import type { Model } from '../calls/model.ts';
import { casRegisterOf } from './cas-register.ts';
import { counter } from './counter.ts';
import { kv } from './kv.ts';
import { lease } from './lease.ts';
import { multiRegisterOf } from './multi-register.ts';
import { mutex } from './mutex.ts';
import { ownerMutex } from './owner-mutex.ts';
import { priorityQueue } from './priority-queue.ts';
import { queue } from './queue.ts';
import { reentrantMutex } from './reentrant-mutex.ts';
import { registerOf } from './register.ts';
import { semaphoreOf } from './semaphore.ts';
import { set } from './set.ts';
import { unorderedQueue } from './unordered-queue.ts';

/** A model of any kind of state: who holds one hands its states only to itself. */
export type AnyModel = Model<unknown>;

const all = [
  ...[
    registerOf(null),
    casRegisterOf(null),
    multiRegisterOf(null),
    kv,
    queue,
    unorderedQueue,
    priorityQueue,
    set,
    counter,
  ],
  ...[mutex, ownerMutex, reentrantMutex, semaphoreOf(2), lease],
] as readonly unknown[] as readonly AnyModel[];

/** The models that come with the judge, by name; a semaphore of two for all semaphores. */
export const models: ReadonlyMap<string, AnyModel> = new Map(all.map((model) => [model.name, model]));

const holding: Readonly<Record<string, (initial: unknown) => unknown>> = {
  register: registerOf,
  'cas-register': casRegisterOf,
  'multi-register': multiRegisterOf,
};

/** The model of a name; `semaphore:` with a number has so many permits, registers with an integer hold it at first. */
export function modelCalled(name: string): AnyModel | undefined {
  const [, permits] = /^semaphore:([1-9]\d{0,8})$/.exec(name) ?? [];
  if (permits !== undefined) return semaphoreOf(Number(permits)) as AnyModel;
  const [, kind = '', initial] = /^([a-z-]+):(0|-?[1-9]\d{0,14})$/.exec(name) ?? [];
  return initial === undefined ? models.get(name) : (holding[kind]?.(Number(initial)) as AnyModel | undefined);
}
