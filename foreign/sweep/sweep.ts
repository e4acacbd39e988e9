import { UsageError } from '../../kernel/usage-error.ts';
import type { Scenario, Sweepable } from '../../system/sweepable.ts';
import type { Workload } from '../../system/workload.ts';
import { type Asked, type Input, operationOf } from '../input/operation.ts';
import type { Planned } from '../input/workload.ts';

/** A crash sweep of somebody's app, and how the same is asked again without faults. */
export interface AppSweep {
  readonly sweepable: Sweepable;
  /** How much it has asked by now. */
  readonly count: () => number;
  /** Asks the same, by number. */
  readonly again: (workload: Workload<Planned>) => Workload<Planned>;
}

interface Course extends Scenario {
  /** Which of a list of operations; undefined: the function that makes them knows by the number. */
  readonly input: Input;
}

/**
 * Each thing that the config asks for is a course of its own, and each function may be a stop of it. Nothing is known of how it
 * should end: it is judged by what calm runs of the same end with.
 * @param functions those under chaos
 * @throws UsageError for an app whose messages have no key: a fault could not be aimed at one of them
 */
export function sweepOf(input: Input, key: string | undefined, functions: readonly string[]): AppSweep {
  if (key === undefined) {
    throw new UsageError('a sweep hurts one request at a time, and the config does not say how they are told apart', {
      hint: "Name the field of messages that holds their key: key: 'id'.",
    });
  }
  const courses = coursesOf(input);
  const asked = new Map<number, Input>();
  return {
    sweepable: {
      stops: functions.map((name) => ({ function: name, step: 'call', keyedBy: 'operation' })),
      scenarios: courses,
      operation({ name }, number, { keyPrefix }): Planned {
        const course = courses.find((one) => one.name === name)?.input ?? input;
        asked.set(number, course);
        return planned(course, number, keyPrefix);
      },
      unitOf: (one) => one,
    },
    count: () => Math.max(0, ...asked.keys()),
    again: (workload) => ({
      ...workload,
      operation: (_seed, number, keyPrefix) => planned(asked.get(number) ?? input, number, keyPrefix),
    }),
  };
}

function coursesOf(input: Input): Course[] {
  const course = { expected: undefined, again: false };
  if (typeof input === 'function') return [{ ...course, name: 'request', input }];
  return input.map((one, index) => ({ ...course, name: `${index + 1}-${kindOf(one)}`, input: [one] }));
}

const kindOf = (asks: Asked) =>
  ['send', 'publish', 'putEvent', 'putItem', 'invoke', 'http'].find((kind) => kind in asks) ?? '';

function planned(input: Input, number: number, keyPrefix: string): Planned {
  const key = `${keyPrefix}-${number}`;
  return { number, key, asks: operationOf(input, { number, key }) };
}
