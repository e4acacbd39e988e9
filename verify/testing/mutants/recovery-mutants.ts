import { recoveryCheckers } from '../../checkers/recovery/recovery-checkers.ts';
import type { Family, Mutant } from './family.ts';
import { add, of, one, remove } from './mutant.ts';
import { depth, faultWindow, play, recoveryRun } from './recovery-run.ts';
import type { Drafts } from './saga-run.ts';

const second = 1e9;
const rule = 'slow';
const { start, end } = faultWindow;

/** Attempts of a request of its own that nobody answers. */
function unanswered(run: Drafts, key: string, time: number): void {
  const process = `client-of-${key}-${time}`;
  add(run, { f: 'request', type: 'invoke', process, key, time, value: { digest: key } });
  add(run, { f: 'request', type: 'info', process, key, time: time + 1 });
}

/** Take away every sign of the fault. */
function hide(run: Drafts): void {
  for (let n = 0; n < 3; n++) remove(run, of('end', { key: `saga-slow-${n}` }));
  remove(run, (event) => event.f === 'depth' && event.time > start);
}

const returning: readonly Mutant[] = [
  {
    name: 'sagas stay slow for minutes',
    caughtBy: 'steady-again',
    plant(run) {
      for (let n = 0; n < 60; n++) play(run.events, `sick-${n}`, end + n * 2 * second, 3 * second);
      return rule;
    },
  },
  {
    name: 'one saga of ten stays slow for minutes',
    caughtBy: 'steady-again',
    plant(run) {
      for (let n = 0; n < 600; n++)
        play(run.events, `some-${n}`, end + n * 0.2 * second, n % 10 === 0 ? 3 * second : 0.05 * second);
      return rule;
    },
  },
  {
    name: 'the backlog never drains',
    caughtBy: 'steady-again',
    plant(run) {
      for (let n = 0; n <= 125; n += 4) run.events.push(depth(end + n * second, 50));
      return rule;
    },
  },
  {
    name: 'requests stay unanswered for minutes',
    caughtBy: 'steady-again',
    plant(run) {
      for (let n = 0; n < 160; n++) unanswered(run, `lost-${n}`, end + n * 0.5 * second);
      return rule;
    },
  },
];

const noticing: readonly Mutant[] = [
  {
    name: 'the first slow saga shows after a minute',
    caughtBy: 'detected',
    plant(run) {
      hide(run);
      play(run.events, 'sick', start + 70 * second, 5 * second);
      return rule;
    },
  },
  {
    name: 'a backlog shows after a minute',
    caughtBy: 'detected',
    plant(run) {
      hide(run);
      run.events.push(depth(start + 70 * second, 50), depth(end + 119 * second, 0));
      return rule;
    },
  },
  {
    name: 'the first lost answer shows after a minute',
    caughtBy: 'detected',
    plant(run) {
      hide(run);
      unanswered(run, 'lost', start + 70 * second);
      return rule;
    },
  },
];

const answering: readonly Mutant[] = [
  {
    name: 'an answer is lost',
    caughtBy: 'availability',
    plant(run) {
      const answer = one(run, (event) => event.key === 'request-0' && event.type === 'ok');
      answer.type = 'info';
      return 'request-0';
    },
  },
  {
    name: 'an answer comes too late',
    caughtBy: 'availability',
    plant(run) {
      const answer = one(run, (event) => event.key === 'request-0' && event.type === 'ok');
      answer.time += 3 * second;
      return 'request-0';
    },
  },
  {
    name: 'an answer never comes',
    caughtBy: 'availability',
    plant(run) {
      remove(run, (event) => event.key === 'request-0' && event.type === 'ok');
      return 'request-0';
    },
  },
  {
    name: 'a request is never answered, however often it is sent',
    caughtBy: 'availability',
    plant(run) {
      for (let n = 0; n < 3; n++) unanswered(run, 'lost', start + n * second);
      return 'lost';
    },
  },
];

/** Requests and sagas through a fault. */
export const recoveryFamily: Family = {
  name: 'recovery',
  checkers: recoveryCheckers,
  runOf: recoveryRun,
  mutants: [...returning, ...noticing, ...answering],
};
