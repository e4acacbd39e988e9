import { join } from 'node:path';
import { UsageError } from '../kernel/usage-error.ts';
import type { Probe } from '../system/probe.ts';
import type { SystemUnderTest } from '../system/system.ts';
import type { Workload } from '../system/workload.ts';
import { noUnexplainedErrors } from '../verify/checkers/ends/no-unexplained-errors.ts';
import { boundedReceives } from '../verify/checkers/messages/bounded-receives.ts';
import { deadLettersExplained } from '../verify/checkers/messages/dead-letters-explained.ts';
import { fifoOrder } from '../verify/checkers/messages/fifo-order.ts';
import { messagesAccountedFor } from '../verify/checkers/messages/messages-accounted-for.ts';
import { messageConservation } from '../verify/checkers/saga/message-conservation.ts';
import type { Checker } from '../verify/verdict/checker.ts';
import { nameCalled } from './called.ts';
import type { ReadConfig } from './config/config.ts';
import type { Named } from './input/ask.ts';
import { operationOf } from './input/operation.ts';
import { workloadOf } from './input/workload.ts';
import { endOfRun } from './invariants/end-of-run.ts';
import { ownChecker, ownFindings } from './invariants/own-checker.ts';
import { executionsUnderWay } from './quiet/executions-under-way.ts';
import { functionsAtWork } from './quiet/functions-at-work.ts';
import type { Found } from './template/found.ts';

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
    workload: async () => {
      if ('artillery' in config.input) return scripted;
      return workloadOf(config.input, (kind, called) => nameOf(kind, called, found));
    },
    steadyState: [noMessageWaits, noMessageIsDead],
    quiet: quietOf(found),
    records: [],
    judging: async () => ({
      translate: (snapshot, observedAt) => ({
        happenings: ownFindings(config.invariants, endOfRun(snapshot, found.ids), observedAt),
        problems: [],
      }),
      invariants: [...invariantsFor(found), ...config.invariants.map(ownChecker)],
    }),
  };
}

const noOperations = () => {
  throw new UsageError('the input is a script, of which no single operation can be asked', {
    hint: 'Say in the config what the app is asked: input: [{ … }].',
  });
};

/** A script asks by itself. */
const scripted: Workload = { operation: noOperations, send: noOperations };

/** What says that nothing of an app moves any more. */
function quietOf(found: Found): Probe[] {
  return [
    noMessageWaits,
    ...(found.stateMachines.length > 0 ? [executionsUnderWay] : []),
    ...(isSeenWhole(found) ? [] : [functionsAtWork]),
  ];
}

/** Whether all that is on its way lies in queues. */
function isSeenWhole({ otherMappings, topics, buses, rules, stateMachines }: Found): boolean {
  return [otherMappings, topics, buses, rules, stateMachines].every((kind) => kind.length === 0);
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

/** @throws UsageError for what the input names and the app has not; of a function, what it asks first */
export function refuseUnknownNames(input: ReadConfig['input'], found: Found): void {
  if ('artillery' in input) return;
  const asked = typeof input === 'function' ? [operationOf(input, { number: 1, key: 'first' })] : input;
  for (const asks of asked) {
    if ('send' in asks) nameOf('queue', asks.send, found);
    else if ('publish' in asks) nameOf('topic', asks.publish, found);
    else if ('putEvent' in asks) nameOf('bus', asks.putEvent, found);
    else if ('putItem' in asks) nameOf('table', asks.putItem, found);
    else if ('invoke' in asks) nameOf('function', asks.invoke, found);
    else if (asks.of !== undefined) nameOf('function URL', asks.of, found);
  }
}

/** The physical name of something of the app. @throws UsageError where nothing of the app of this kind, or more than one thing, is called so */
export function nameOf(kind: Named, called: string, { ids, ...found }: Found): string {
  const names = {
    function: found.functions,
    'function URL': found.functionUrls,
    queue: found.queues.map(({ name }) => name),
    table: found.tables,
    topic: found.topics,
    bus: [...found.buses, 'default'],
  }[kind];
  const one = nameCalled(called, names, ids);
  if ('name' in one) return one.name;
  throw new UsageError(`the input names "${called}", which is ${one.count} ${kind} of the app`, {
    hint: names.length === 0 ? `It has no ${kind}.` : `There are: ${names.join(', ')}`,
  });
}
