import type { Found } from './template/found.ts';

/** An experiment that fits an app. */
export interface WrittenExperiment {
  /** Of its file, without an ending. */
  readonly name: string;
  readonly yaml: string;
}

interface Fault {
  readonly name: string;
  readonly fault: string;
  readonly target: string;
  readonly percentage: number;
  readonly more?: string;
}

/** What drives an app in an experiment, and how fast. */
interface LoadPlan {
  readonly operations: number;
  /** A second. */
  readonly rate: number;
}

const alone: LoadPlan = { operations: 48, rate: 3 };
const together: LoadPlan = { operations: 48, rate: 48 };

const calmDescription = 'Nobody disturbs the app. What it ends with is what its other runs are compared with.';
const faultDescription =
  'The app should mask these faults: it ends with the same tables and the same outgoing messages as without them.';

/** Without faults: what they end with is what every other run is compared with. */
export const calmExperiments: readonly WrittenExperiment[] = [
  experiment('calm-alone', 'One request after another, and no fault', alone, []),
  experiment(
    'calm-together',
    'Many requests at once, and no fault: what happens does not depend on who comes first',
    together,
    [],
  ),
];

/** Experiments with faults that an app should mask, as far as it has what they hit. Pure. */
export function fittingExperiments({ queues, writers }: Found): WrittenExperiment[] {
  const consumers = [...new Set(queues.flatMap((queue) => queue.consumers))];
  const writes = writers.map((writer) => ({
    ...writer,
    target: `{ function: ${writer.function}, table: ${writer.table} }`,
  }));
  const made = [
    {
      name: 'duplicate-storm',
      title: 'A message that is delivered again changes nothing',
      faults: consumers.map((name) => ({
        ...{ name: `${name}-again`, fault: 'duplicate', target: `{ function: ${name} }`, percentage: 40 },
      })),
    },
    {
      name: 'lost-acknowledgements',
      title: 'A write whose answer is lost happens once all the same',
      faults: writes.map(({ function: name, table, target }) => ({
        ...{ name: `${name}-unheard-by-${table}`, fault: 'lost-acknowledgement', target, percentage: 40 },
      })),
    },
    {
      name: 'throttled-tables',
      title: 'A table that is throttled delays and loses nothing',
      faults: writes.map(({ function: name, table, target }) => ({
        ...{ name: `${name}-throttled-by-${table}`, fault: 'throttle', target, percentage: 30 },
      })),
    },
    {
      name: 'crash-after-effect',
      title: 'A function that dies right after a write leaves nothing half done and nothing done twice',
      faults: writes.map(({ function: name, table, target }) => ({
        ...{ name: `${name}-dies-after-${table}`, fault: 'crash-at-call', target, percentage: 30 },
        more: '\n      parameters: { when: after }',
      })),
    },
  ];
  return made
    .filter(({ faults }) => faults.length > 0)
    .map(({ name, title, faults }) => experiment(name, title, together, faults));
}

/** A fault lasts until it has fired once for each operation, or nothing moves any more: how long an app takes is its own affair. */
function experiment(
  name: string,
  title: string,
  { operations, rate }: LoadPlan,
  faults: readonly Fault[],
): WrittenExperiment {
  const rules = faults.map(
    (fault) => `
  - type: action
    name: ${fault.name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}
    provider:
      type: fault
      fault: ${fault.fault}
      target: ${fault.target}
      percentage: ${fault.percentage}${fault.more ?? ''}
      start: 0s
      until: fired ${operations}
      duration: 2m`,
  );
  const description = faults.length === 0 ? calmDescription : faultDescription;
  const yaml = `title: ${JSON.stringify(title)}
description: >
  ${description}
seed: 1

method:
  - type: action
    name: requests
    provider: { type: load, operations: ${operations}, rate: ${rate} }${rules.join('')}

rollbacks:
  - type: action
    name: faults-off
    provider: { type: withdraw-faults }

recovery:
  within: 120s
`;
  return { name, yaml };
}
