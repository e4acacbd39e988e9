import { count, counted, duration } from '../markup/format.ts';
import { escapeMarkdown } from '../markup/markdown-text.ts';
import { isDeadLetterQueue } from '../model/dead-letter-queue.ts';
import { offendersOf } from '../model/reconciliation.ts';
import type { Run } from '../model/run.ts';
import { serviceOf } from '../model/series/objective.ts';

/** Who was hurt and how much, one sentence each, from the facts of the judge and the last look at the queues. */
export function impactOf(run: Run): readonly string[] {
  const facts = run.verdict?.facts;
  const points: string[] = [];
  if (facts !== undefined) {
    const { requests, sagas, latencyMs } = facts;
    points.push(`${counted(requests.accepted, 'order')} accepted of ${count(requests.keys)} asked for.`);
    const offenders = offendersOf(run).size;
    if (offenders > 0)
      points.push(
        `${counted(offenders, 'order, request or message', 'orders, requests or messages')} broke a promise.`,
      );
    const outcomes = Object.entries(sagas.outcomes).map(
      ([label, amount]) => `${count(amount)} ${escapeMarkdown(label)}`,
    );
    if (outcomes.length > 0) points.push(`Outcomes: ${outcomes.join(', ')}; ${count(sagas.open)} still open.`);
    if (sagas.unexpected > 0)
      points.push(`${counted(sagas.unexpected, 'order')} ended otherwise than its content asked for.`);
    if (requests.unknown > 0) points.push(`${counted(requests.unknown, 'request')} without a certain answer.`);
    const { inFaults, outsideFaults } = latencyMs;
    if (inFaults !== null)
      points.push(
        `Customers waited up to ${duration(inFaults.p95)} (p95) for an answer while faults were active${outsideFaults === null ? '' : `, ${duration(outsideFaults.p95)} outside`}.`,
      );
  }
  const service = serviceOf(run);
  if (service !== undefined)
    points.push(
      `${count(service.good)} of ${counted(service.requests, 'request')} accepted within ${duration(service.objective.withinMs)}: ${count(Math.round(service.burnt))} % of the error budget (objective ${service.objective.availability} %).`,
    );
  const dead = Object.entries(run.metrics.at(-1)?.queues ?? {}).filter(
    ([name, { visible, inFlight, delayed }]) => isDeadLetterQueue(name) && visible + inFlight + delayed > 0,
  );
  for (const [name, { visible, inFlight, delayed }] of dead)
    points.push(`${counted(visible + inFlight + delayed, 'message')} in ${escapeMarkdown(name)} at the end.`);
  return points;
}
