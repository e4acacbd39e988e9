import type { Model } from '../calls/model.ts';
import { casRegister } from './cas-register.ts';
import { counter } from './counter.ts';
import { kv } from './kv.ts';
import { lease } from './lease.ts';
import { mutex } from './mutex.ts';
import { queue } from './queue.ts';
import { register } from './register.ts';
import { set } from './set.ts';

/** A model of any kind of state: who holds one hands its states only to itself. */
export type AnyModel = Model<unknown>;

/** The models that come with the judge, by name. */
export const models: ReadonlyMap<string, AnyModel> = new Map(
  ([register, casRegister, kv, queue, set, counter, mutex, lease] as readonly AnyModel[]).map((model) => [
    model.name,
    model,
  ]),
);
