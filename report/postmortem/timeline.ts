import { counted, duration } from '../markup/format.ts';
import type { Digest } from '../model/digest.ts';
import { rowNameOf } from '../model/rule-rows.ts';
import { answerOf } from '../model/series/answers.ts';
import type { FaultWindow } from '../model/windows.ts';

/** One line of a postmortem's timeline. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
}

/** What the runner, the faults, the clients and the judge say happened, the earliest first. */
export function timelineOf({ run, windows, headline: { brokenAt } }: Digest): readonly Moment[] {
  const unknown = run.client.filter((attempt) => answerOf(attempt) === 'unknown');
  const firstFired = new Map<string, number>();
  const rowOf = rowNameOf(run);
  for (const injection of run.ledger) {
    const { at } = injection;
    const rule = rowOf(injection.rule);
    firstFired.set(rule, Math.min(at, firstFired.get(rule) ?? at));
  }
  const broken = [
    { at: brokenAt[0], what: 'First promise broken.' },
    { at: brokenAt.length > 1 ? brokenAt.at(-1) : undefined, what: `Last of ${brokenAt.length} promises broken.` },
  ];
  const answers = [
    { at: unknown[0]?.endedAt, what: 'First request without a certain answer.' },
    {
      at: unknown.length > 1 ? unknown.at(-1)?.endedAt : undefined,
      what: `Last of ${counted(unknown.length, 'request')} without a certain answer.`,
    },
  ];
  return [
    ...run.journal
      .filter(({ step }) => !/^(fault|inject|withdraw):/.test(step))
      .map(({ at, step, status }) => ({ at, what: `Step ${step} ${status}.` })),
    ...windows.flatMap(windowMoments),
    ...[...firstFired].map(([rule, at]) => ({ at, what: `Fault ${rule} fires for the first time.` })),
    ...broken,
    ...answers,
  ]
    .flatMap(({ at, what }) => (at === undefined ? [] : [{ at, what }]))
    .sort((a, b) => a.at - b.at);
}

function windowMoments({ rule, startedAt, endedAt, drainedAfterMs, fact }: FaultWindow): Moment[] {
  const moments = [{ at: startedAt, what: `Fault ${rule} is active.` }];
  if (endedAt === undefined) return moments;
  moments.push({ at: endedAt, what: `Fault ${rule} ends.` });
  if (drainedAfterMs != null)
    moments.push({ at: endedAt + drainedAfterMs, what: `Queues empty, ${duration(drainedAfterMs)} after ${rule}.` });
  const recovered = fact?.recoveredAfterMs;
  if (recovered != null)
    moments.push({ at: endedAt + recovered, what: `Steady again, ${duration(recovered)} after ${rule}.` });
  return moments;
}
