import { crashPoints } from '../../checkers/experiment/crash-points.ts';
import { noResidue } from '../../checkers/experiment/no-residue.ts';
import { steadyState } from '../../checkers/experiment/steady-state.ts';
import { tolerableUnderFaults } from '../../checkers/experiment/tolerable-under-faults.ts';
import { nemesis } from '../../history/event.ts';
import type { Checker } from '../../verdict/checker.ts';
import type { Draw } from './draw.ts';
import type { Family, Mutant } from './family.ts';
import { add, of, one, remove, rewrite } from './mutant.ts';
import type { Draft, Drafts } from './saga-run.ts';

/** A valid end of an experiment: every probe was met, and nothing was left. */
function experimentRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [{ time: 2, process: 'runner', type: 'ok', f: 'residue', value: { left: [] } }];
  for (let n = 0; n <= size; n++) {
    const number = draw(0, 9);
    const value = { expected: number, got: number };
    events.push({ time: 1, process: 'runner', type: 'ok', f: 'probe', key: `probe-${n}`, value });
    events.push({ time: 0, process: 'runner', type: 'ok', f: 'expectation', key: `expected-${n}`, value });
    events.push(...trialOf(`rule-${n}`, `saga-${n}`, draw(0, 1) === 0 ? 'confirmed' : 'out-of-stock'));
  }
  return { events };
}

/** A saga that is hurt once, and ends as it was asked to. */
function trialOf(rule: string, saga: string, expected: string): Draft[] {
  const committed = expected === 'confirmed';
  const ended = committed
    ? { version: 5, outcome: 'committed', label: expected }
    : { version: 4, outcome: 'compensated', label: 'cancelled', reason: expected };
  const hurt = { point: 'payments.charge-do.1', way: rule, unit: saga, expected };
  return [
    { time: 0, process: nemesis, type: 'info', f: 'trial', key: rule, value: hurt },
    {
      time: 1,
      process: nemesis,
      type: 'info',
      f: 'injection',
      key: rule,
      value: { fault: 'crash-at-call', key: saga },
    },
    { time: 2, process: saga, type: 'ok', f: 'end', key: saga, value: ended },
  ];
}

function deviate(name: string, got: unknown): Mutant {
  return {
    name,
    caughtBy: steadyState.name,
    plant(run) {
      one(run, of('probe', { key: 'probe-0' })).type = 'fail';
      rewrite(run, of('probe', { key: 'probe-0' }), { got });
      return 'probe-0';
    },
  };
}

function exceed(name: string, got: unknown): Mutant {
  return {
    name,
    caughtBy: tolerableUnderFaults.name,
    plant(run) {
      one(run, of('expectation', { key: 'expected-0' })).type = 'fail';
      rewrite(run, of('expectation', { key: 'expected-0' }), { got });
      return 'expected-0';
    },
  };
}

function endOtherwise(name: string, change: (run: Drafts) => void): Mutant {
  return {
    name,
    caughtBy: crashPoints.name,
    plant(run) {
      change(run);
      return 'saga-0';
    },
  };
}

function leave(name: string, ...left: readonly [string, ...string[]]): Mutant {
  return {
    name,
    caughtBy: noResidue.name,
    plant(run) {
      rewrite(run, of('residue', {}), { left });
      return left[left.length - 1] ?? '';
    },
  };
}

const checkers: readonly Checker[] = [steadyState, noResidue, tolerableUnderFaults, crashPoints];

/** What the runner finds when an experiment is over. */
export const experimentFamily: Family = {
  name: 'experiments',
  checkers,
  runOf: experimentRun,
  mutants: [
    deviate('a message still waits', 11),
    deviate('a probe gets no answer', 'TypeError: fetch failed'),
    deviate('a probe finds another status', 500),
    leave('a rule stays active', 'still active: rule slow'),
    leave('a setting is not put back', 'reserved concurrency of payments was none and is 1'),
    {
      name: 'a second look finds a rule',
      caughtBy: noResidue.name,
      plant(run) {
        add(run, { f: 'residue', time: 3, value: { left: ['still active: rule late'] } });
        return 'still active: rule late';
      },
    },
    exceed('customers wait too long while faults act', 2_345),
    exceed('a fault does not show where it should', 0),
    exceed('a probe of the method gets no answer', 'TimeoutError'),
    endOtherwise('a unit that was hurt is refused for another reason', (run) =>
      rewrite(run, of('end', { key: 'saga-0' }), {
        outcome: 'compensated',
        label: 'cancelled',
        reason: 'card-declined',
      }),
    ),
    endOtherwise('a unit that was hurt stays open', (run) => remove(run, of('end', { key: 'saga-0' }))),
    endOtherwise('another unit than the one that was hurt comes to an end', (run) => {
      one(run, of('end', { key: 'saga-0' })).key = 'saga-other';
    }),
  ],
};
