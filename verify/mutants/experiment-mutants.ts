import type { Checker } from '../checkers/checker.ts';
import { noResidue } from '../checkers/experiment/no-residue.ts';
import { steadyState } from '../checkers/experiment/steady-state.ts';
import { tolerableUnderFaults } from '../checkers/experiment/tolerable-under-faults.ts';
import type { Draw } from './draw.ts';
import type { Family, Mutant } from './family.ts';
import { add, of, one, rewrite } from './mutant.ts';
import type { Draft, Drafts } from './saga-run.ts';

/** A valid end of an experiment: every probe was met, and nothing was left. */
function experimentRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [{ time: 2, process: 'runner', type: 'ok', f: 'residue', value: { left: [] } }];
  for (let n = 0; n <= size; n++) {
    const number = draw(0, 9);
    const value = { expected: number, got: number };
    events.push({ time: 1, process: 'runner', type: 'ok', f: 'probe', key: `probe-${n}`, value });
    events.push({ time: 0, process: 'runner', type: 'ok', f: 'expectation', key: `expected-${n}`, value });
  }
  return { events };
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

const checkers: readonly Checker[] = [steadyState, noResidue, tolerableUnderFaults];

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
  ],
};
