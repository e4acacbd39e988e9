import { count, counted, duration } from '../markup/format.ts';
import { escapeMarkdown } from '../markup/markdown-text.ts';
import { deadLetterQueuesIn } from '../model/dead-letter-queue.ts';
import type { Digest } from '../model/digest.ts';
import { countedUnits } from '../model/units/unit-name.ts';

/** Who was hurt and how much, one sentence each, from the facts of the judge and the last look at the queues. */
export function impactOf({ run, unit: { one, many }, offenders, service }: Digest): readonly string[] {
  const unit = { one: escapeMarkdown(one), many: escapeMarkdown(many) };
  const facts = run.verdict?.facts;
  const points: string[] = [];
  if (facts !== undefined) {
    const { requests, units, latencyMs } = facts;
    points.push(`${countedUnits(requests.accepted, unit)} accepted of ${count(requests.keys)} asked for.`);
    if (offenders.size > 0)
      points.push(
        `${counted(offenders.size, `${unit.one}, request or message`, `${unit.many}, requests or messages`)} broke a promise.`,
      );
    const outcomes = Object.entries(units.outcomes).map(
      ([label, amount]) => `${count(amount)} ${escapeMarkdown(label)}`,
    );
    if (outcomes.length > 0) points.push(`Outcomes: ${outcomes.join(', ')}; ${count(units.open)} still open.`);
    if (units.unexpected > 0)
      points.push(`${countedUnits(units.unexpected, unit)} ended otherwise than its content asked for.`);
    if (requests.unknown > 0) points.push(`${counted(requests.unknown, 'request')} without a certain answer.`);
    const { inFaults, outsideFaults } = latencyMs;
    if (inFaults !== null)
      points.push(
        `Users waited up to ${duration(inFaults.p95)} (p95) for an answer while faults were active${outsideFaults === null ? '' : `, ${duration(outsideFaults.p95)} outside`}.`,
      );
  }
  if (service !== undefined)
    points.push(
      `${count(service.good)} of ${counted(service.requests, 'request')} accepted within ${duration(service.objective.withinMs)}: ${count(Math.round(service.burnt))} % of the error budget (objective ${service.objective.availability} %).`,
    );
  const deadLetterQueues = deadLetterQueuesIn(run);
  const dead = Object.entries(run.metrics.at(-1)?.queues ?? {}).filter(
    ([name, { visible, inFlight, delayed }]) => deadLetterQueues.has(name) && visible + inFlight + delayed > 0,
  );
  for (const [name, { visible, inFlight, delayed }] of dead)
    points.push(`${counted(visible + inFlight + delayed, 'message')} in ${escapeMarkdown(name)} at the end.`);
  return points;
}
