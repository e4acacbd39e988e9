import { add, all, committed, compensated, late, of, one, remove, type SagaMutant } from './mutant.ts';
import type { SagaRun } from './saga-run.ts';

const key = `request-of-${committed}`;

/** Answer the committed saga's key once more, from another client. */
function answerAgain(run: SagaRun, time: number, digest: string, saga: string): string {
  add(run, { f: 'request', type: 'invoke', process: 'client:other', key, time, value: { digest } });
  add(run, { f: 'request', type: 'ok', process: 'client:other', key, time: time + 1, value: { saga } });
  return key;
}

/** Violations between clients and sagas. */
export const requestMutants: readonly SagaMutant[] = [
  {
    name: 'a retry begins a second saga',
    caughtBy: 'one-saga-per-request',
    plant(run) {
      const begin = one(run, of('begin', { key: committed }));
      add(run, { ...begin, key: 'saga-twin', time: begin.time + 1 });
      return 'saga-twin';
    },
  },
  {
    name: 'an accepted saga is lost',
    caughtBy: 'one-saga-per-request',
    plant(run) {
      for (const f of ['begin', 'transition', 'end', 'state']) remove(run, of(f, { key: committed }));
      return committed;
    },
  },
  {
    name: 'a refused request begins its saga',
    caughtBy: 'one-saga-per-request',
    plant(run) {
      for (const event of all(run, of('request', { key }))) if (event.type !== 'invoke') event.type = 'fail';
      return committed;
    },
  },
  {
    name: 'a saga that nobody asked for',
    caughtBy: 'one-saga-per-request',
    plant(run) {
      add(run, { f: 'begin', key: 'saga-stray', time: 1, value: { plan: [] } });
      return 'saga-stray';
    },
  },
  {
    name: 'a repeated request is answered with another saga',
    caughtBy: 'one-answer-per-key',
    plant: (run) => answerAgain(run, late, `body-of-${committed}`, compensated),
  },
  {
    name: 'an early answer names another saga than the later ones',
    caughtBy: 'one-answer-per-key',
    plant: (run) => answerAgain(run, 0, `body-of-${committed}`, compensated),
  },
  {
    name: 'another body is accepted under the same key',
    caughtBy: 'one-answer-per-key',
    plant: (run) => answerAgain(run, late, 'another-body', committed),
  },
];
