import { createHash } from 'node:crypto';
import type { Operation as Numbered, Workload } from '../../system/workload.ts';
import { type Ask, ask } from './ask.ts';
import { type Asked, type Input, operationOf } from './operation.ts';

/** An operation of an app, with what it asks. */
export interface Planned extends Numbered {
  readonly asks: Asked;
}

const MOST_ATTEMPTS = 4;
const AGAIN_AFTER_MS = 500;

/**
 * How an app is used as its config says. What had no clear answer is asked again, the same: a user who gives up would not know.
 * @param nameOf the physical name of something of the app, by its kind and what the config calls it
 */
export function workloadOf(input: Input, nameOf: Ask['nameOf']): Workload<Planned> {
  return {
    operation(_seed, number, keyPrefix) {
      const key = `${keyPrefix}-${number}`;
      return { number, key, asks: operationOf(input, { number, key }) };
    },
    async send({ number: request, key, asks }, process, world) {
      const digest = createHash('sha256').update(JSON.stringify(asks)).digest('hex');
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
        const at = world.now();
        const answer = await ask(asks, { nameOf, world });
        const tried = { at, endedAt: world.now(), process, request, attempt, key, digest, ...answer };
        world.record(tried);
        if (answer.outcome !== 'info' || !world.mayRetry(tried)) return;
        await world.sleep(AGAIN_AFTER_MS * attempt);
      }
    },
  };
}
