import type { Model } from '../calls/model.ts';
import { casRegister } from './cas-register.ts';
import { counter } from './counter.ts';
import { kv } from './kv.ts';
import { lease } from './lease.ts';
import { multiRegister } from './multi-register.ts';
import { mutex } from './mutex.ts';
import { ownerMutex } from './owner-mutex.ts';
import { priorityQueue } from './priority-queue.ts';
import { queue } from './queue.ts';
import { reentrantMutex } from './reentrant-mutex.ts';
import { register } from './register.ts';
import { semaphoreOf } from './semaphore.ts';
import { set } from './set.ts';
import { unorderedQueue } from './unordered-queue.ts';

/** A model of any kind of state: who holds one hands its states only to itself. */
export type AnyModel = Model<unknown>;

const all = [
  ...[register, casRegister, multiRegister, kv, queue, unorderedQueue, priorityQueue, set, counter],
  ...[mutex, ownerMutex, reentrantMutex, semaphoreOf(2), lease],
] as readonly unknown[] as readonly AnyModel[];

/** The models that come with the judge, by name; a semaphore of two for all semaphores. */
export const models: ReadonlyMap<string, AnyModel> = new Map(all.map((model) => [model.name, model]));

/** The model of a name; `semaphore:` with a number has so many permits. */
export function modelCalled(name: string): AnyModel | undefined {
  const [, permits] = /^semaphore:([1-9]\d{0,8})$/.exec(name) ?? [];
  return permits === undefined ? models.get(name) : (semaphoreOf(Number(permits)) as AnyModel);
}
