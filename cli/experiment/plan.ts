import { styleText } from 'node:util';
import type { Experiment } from '../../experiment/file/experiment.ts';
import { invariantInWords } from '../../experiment/file/invariants.ts';
import { isInBackground, type Step } from '../../experiment/file/method.ts';
import { momentText, untilText } from '../../experiment/file/moment.ts';
import { type AskedProbe, faultInWords, probeInWords } from '../../experiment/file/words.ts';
import { durationText } from '../../kernel/duration.ts';
import { lengthOf, timeline } from './timeline.ts';

/** What an experiment is going to do, for people: one line each. */
export function planLines(experiment: Experiment): string[] {
  const hypothesis = experiment['steady-state-hypothesis'];
  const stops = experiment['stop-conditions'];
  const radius = experiment['blast-radius'];
  return [
    ...section('Claim', [experiment.title, '', ...wrapped(experiment.description)]),
    ...section(`Before and after: ${hypothesis.title}`, named(hypothesis.probes)),
    ...section('Method', experiment.method.flatMap(stepLines)),
    ...section('Timeline', timeline(experiment.method)),
    ...section(
      'Rollbacks',
      experiment.rollbacks.map(({ name, provider }) => `${name}: ${provider.type}`),
    ),
    ...section('Blast radius', radius === undefined ? ['no bound'] : radiusLines(radius)),
    ...section(
      'Stops early when',
      stops.length === 0 ? ['nothing is watched'] : named(stops).map((line) => `not ${line}`),
    ),
    ...section('Then', [
      `quiet within ${durationText(experiment.recovery.within)}`,
      ...(experiment.slo === undefined
        ? []
        : [`promised: ${experiment.slo.availability} % of requests within ${durationText(experiment.slo.within)}`]),
      `all faults end ${durationText(experiment['dead-mans-switch'])} after the runner's last sign of life`,
      `seed ${experiment.seed}`,
    ]),
    ...section('Judged by', wrapped(experiment.invariants.map(invariantInWords).join(', '))),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return [styleText('bold', title), ...lines.map((line) => `  ${line}`.trimEnd()), ''];
}

type NamedProbe = AskedProbe & {
  readonly name: string;
  readonly 'recovers-within'?: number | undefined;
};

function named(probes: readonly NamedProbe[]): string[] {
  return probes.map((probe) => {
    const within = probe['recovers-within'];
    return `${probe.name}: ${probeInWords(probe)}${within === undefined ? '' : `, within ${durationText(within)}`}`;
  });
}

function stepLines(step: Step): string[] {
  const { before, after } = step.pauses;
  const waits = [
    ...(before > 0 ? [`after a pause of ${durationText(before)}`] : []),
    ...(after > 0 ? [`with a pause of ${durationText(after)} behind it`] : []),
    ...(step.background === undefined
      ? []
      : [isInBackground(step) ? 'in the background' : 'the next step waits for its end']),
  ];
  return [`${step.name}: ${[doing(step), ...waits].join(', ')}`];
}

function doing(step: Step): string {
  if (step.type === 'probe') {
    const at = step.start === undefined ? '' : ` at ${momentText(step.start)}`;
    return `probe${at}, ${named([step])[0]?.slice(step.name.length + 2)}`;
  }
  const { provider } = step;
  switch (provider.type) {
    case 'load': {
      const ramp = provider['ramp-to'] === undefined ? '' : `, changing to ${provider['ramp-to']} a second`;
      const start = provider.start === 0 ? '' : ` from ${durationText(provider.start)}`;
      return `${provider.operations} operations, ${provider.rate} a second${ramp}${start}, for ${durationText(lengthOf(provider))}`;
    }
    case 'fault': {
      const from = provider.start === 0 ? 'from before the first request' : `from ${momentText(provider.start)}`;
      const most = durationText(provider.duration);
      const length =
        provider.until === undefined ? `for ${most}` : `until ${untilText(provider.until)}, at most for ${most}`;
      return `${faultInWords(provider)}, ${from} ${length}`;
    }
    case 'redrive':
      return 'move dead letters back to their queues';
    case 'withdraw-faults':
      return 'end the faults that are active';
  }
}

function radiusLines({ share, ...lists }: NonNullable<Experiment['blast-radius']>): string[] {
  const allowed = Object.entries(lists).filter(([, names]) => names.length > 0);
  return [...allowed.map(([kind, names]) => `${kind}: ${names.join(', ')}`), `at most ${share} % of attempts`];
}

function wrapped(text: string, width = 110): string[] {
  const lines: string[] = [''];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
