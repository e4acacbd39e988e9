import { join } from 'node:path';
import { UsageError } from '../kernel/usage-error.ts';
import type { Probe } from '../system/probe.ts';
import type { SystemUnderTest } from '../system/system.ts';
import { noUnexplainedErrors } from '../verify/checkers/ends/no-unexplained-errors.ts';
import { boundedReceives } from '../verify/checkers/messages/bounded-receives.ts';
import { deadLettersExplained } from '../verify/checkers/messages/dead-letters-explained.ts';
import { fifoOrder } from '../verify/checkers/messages/fifo-order.ts';
import { messagesAccountedFor } from '../verify/checkers/messages/messages-accounted-for.ts';
import { messageConservation } from '../verify/checkers/saga/message-conservation.ts';
import type { Checker } from '../verify/verdict/checker.ts';
import type { ReadConfig } from './config/config.ts';
import type { Found } from './template/found.ts';
import { workloadOf } from './workload.ts';

const noMessageWaits: Probe = {
  name: 'no-message-waits',
  tolerance: 0,
  provider: { type: 'queue-depth', queues: 'work' },
};
const noMessageIsDead: Probe = {
  name: 'no-message-is-dead',
  tolerance: 0,
  provider: { type: 'queue-depth', queues: 'dead-letter' },
};

/**
 * Somebody's app as a system: what is told of it is in its config, all else is found in its templates, and it is judged by
 * what holds of any app.
 * @param name of the app, as reports say it
 */
export function systemOf(root: string, name: string, config: ReadConfig, found: Found): SystemUnderTest {
  return {
    name,
    claim:
      'Faults that the app should mask leave no trace: nothing is lost, nothing is done twice, nothing fails without cause.',
    unit: config.unit,
    keyField: config.key ?? '',
    folder: join(root, 'faultline'),
    workload: async () => workloadOf(config.input, (called) => nameOf(called, found)),
    steadyState: [noMessageWaits, noMessageIsDead],
    quiet: [noMessageWaits],
    records: [],
    judging: async () => ({
      translate: () => ({ happenings: [], problems: [] }),
      invariants: invariantsFor(found),
    }),
  };
}

/** What can be judged at all: without queues there is nothing to say of messages. */
function invariantsFor({ queues }: Found): Checker[] {
  const work = queues.filter(({ consumers }) => consumers.length > 0);
  return [
    noUnexplainedErrors,
    ...(work.length > 0 ? [messageConservation, messagesAccountedFor, deadLettersExplained, boundedReceives] : []),
    ...(work.some(({ isFifo }) => isFifo) ? [fifoOrder] : []),
  ];
}

/** @throws UsageError where nothing of the app, or more than one thing, is called so */
function nameOf(called: string, { functions, queues }: Found): string {
  const names = [...functions, ...queues.map(({ name }) => name)];
  if (names.includes(called)) return called;
  const fitting = names.filter((name) => name.replace(/\.fifo$/, '').endsWith(`-${called}`));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw new UsageError(
    `the input names "${called}", which is ${only === undefined ? 'nothing' : 'more than one thing'} of the app`,
    {
      hint: `There are: ${names.join(', ')}`,
    },
  );
}
