import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Fault } from '../../chaos/faults/fault.ts';
import { durationText } from '../../kernel/duration.ts';
import { type Experiment, faultsOf, loadsOf, type PlannedFault } from '../file/experiment.ts';
import { nominalTime, nominalWindow, toldByWork } from '../file/nominal-time.ts';
import { fisAction, leastMinutes, losses } from './fis-action.ts';

/** What an FIS template needs to know that no experiment says. */
export interface FisOptions {
  /** Name of the experiment. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The role that FIS takes on. */
  readonly roleArn: string;
  /** CloudWatch alarms that stop the experiment. */
  readonly alarmArns: readonly string[];
}

/** An FIS experiment template, and what it does not say. */
export interface FisExport {
  /** What `aws fis create-experiment-template --cli-input-json` reads. */
  readonly template: Readonly<Record<string, unknown>>;
  /** How many of the faults are in it. */
  readonly faults: number;
  /** Faults, loads and probes that FIS has nothing for, one sentence each. */
  readonly missing: readonly string[];
  /** What FIS does otherwise than the experiment says, one sentence each. */
  readonly different: readonly string[];
}

const MOST_DESCRIPTION = 512;
const MOST_TAG = 256;

/**
 * The experiment as a template of AWS Fault Injection Service, as far as FIS has its faults
 * (https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html). FIS counts in minutes and judges nothing.
 * @returns a template without actions when FIS has none of its faults; FIS refuses such a template
 */
export function exportToFis(experiment: Experiment, options: FisOptions): FisExport {
  const at = nominalTime(loadsOf(experiment));
  const timed = (fault: PlannedFault) => ({ ...fault, ...nominalWindow(fault, at) });
  const faults = faultsOf(experiment).map((fault) => ({
    planned: timed(fault),
    told: toldByWork(fault, at),
    known: knownTo(fault),
  }));
  const exported = faults.flatMap(({ planned, told, known }) =>
    known === undefined ? [] : [{ planned, told, known }],
  );
  const unknown = faults.flatMap(({ planned, known }) => (known === undefined ? [planned] : []));
  const functions = [...new Set(exported.map(({ known }) => known.function))];
  const waits = [
    ...new Set(exported.map(({ planned }) => leastMinutes(planned.start)).filter((minutes) => minutes > 0)),
  ];
  const template = {
    description: describe(experiment, options.name, unknown),
    roleArn: options.roleArn,
    stopConditions:
      options.alarmArns.length === 0
        ? [{ source: 'none' }]
        : options.alarmArns.map((value) => ({ source: 'aws:cloudwatch:alarm', value })),
    targets: Object.fromEntries(
      functions.map((name) => [
        name,
        {
          resourceType: 'aws:lambda:function',
          resourceArns: [`arn:aws:lambda:${options.region}:${options.account}:function:${name}`],
          selectionMode: 'ALL',
        },
      ]),
    ),
    actions: Object.fromEntries([
      ...waits.map((minutes) => [
        waitNamed(minutes),
        { actionId: 'aws:fis:wait', parameters: { duration: `PT${minutes}M` } },
      ]),
      ...exported.map(({ planned, known }) => {
        const minutes = leastMinutes(planned.start);
        const startAfter = minutes > 0 ? { startAfter: [waitNamed(minutes)] } : {};
        return [
          planned.id,
          { ...fisAction(planned, known.fault, known.fis), targets: { Functions: known.function }, ...startAfter },
        ];
      }),
    ]),
    tags: { 'faultline:experiment': options.name, 'faultline:seed': String(experiment.seed), ...missingTags(unknown) },
  };
  return {
    template,
    faults: exported.length,
    missing: [
      ...unknown.map(({ id, fault }) => `fault "${id}": FIS has no action like ${fault}`),
      ...missingSteps(experiment, options),
    ],
    different: exported.flatMap(({ planned, told, known }) => [...told, ...losses(planned, known.fault, known.fis)]),
  };
}

/** The fault with its FIS action and the function that it aims at, where FIS can do it at all. */
function knownTo({ fault: name, target }: PlannedFault) {
  const fault = catalogue.find((one) => one.name === name) as Fault;
  const { function: aimed } = target as { readonly function?: string };
  return fault.fis === undefined || aimed === undefined ? undefined : { fault, fis: fault.fis, function: aimed };
}

function waitNamed(minutes: number): string {
  return `wait-${minutes}-${minutes === 1 ? 'minute' : 'minutes'}`;
}

function describe({ title }: Experiment, name: string, unknown: readonly PlannedFault[]): string {
  const without =
    unknown.length === 0
      ? ''
      : ` Not in this template, as FIS has no such fault: ${unknown.map(({ id, fault }) => `${id} (${fault})`).join(', ')}.`;
  const claim = `${title}. From the Faultline experiment ${name}.`;
  const room = MOST_DESCRIPTION - without.length;
  const text = `${room < claim.length ? `${claim.slice(0, Math.max(0, room - 3))}...` : claim}${without}`;
  return text.slice(0, MOST_DESCRIPTION);
}

/** All names, in as many tags as they need: values of tags are short and know no comma. */
function missingTags(unknown: readonly PlannedFault[]): Record<string, string> {
  const values: string[] = [];
  for (const { id, fault } of unknown) {
    const word = `${id}:${fault}`;
    const last = values.at(-1);
    if (last !== undefined && last.length + word.length < MOST_TAG) values[values.length - 1] = `${last} ${word}`;
    else values.push(word);
  }
  return Object.fromEntries(values.map((value, index) => [`faultline:not-exported-${index + 1}`, value]));
}

function missingSteps(experiment: Experiment, { alarmArns }: FisOptions): string[] {
  const steps = experiment.method.flatMap(({ name, provider, type }) => {
    if (type === 'probe') return [`probe "${name}": FIS asks nothing while it runs`];
    if (provider.type === 'load') return [`load "${name}": FIS sends no requests; start them beside it`];
    if (provider.type === 'withdraw-faults') return [`action "${name}": FIS ends actions by their duration only`];
    return provider.type === 'redrive' ? [`action "${name}": FIS moves no messages`] : [];
  });
  const stops = experiment['stop-conditions'].map(
    ({ name }) => `stop condition "${name}": FIS knows CloudWatch alarms only, which --alarm names`,
  );
  const within = durationText(experiment.recovery.within);
  return [
    ...steps,
    ...(alarmArns.length > 0 ? [] : stops),
    `the hypothesis, the invariants and the recovery within ${within}: FIS judges nothing`,
  ];
}
