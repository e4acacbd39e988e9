import { type Figure, figureList } from '../../report/markup/figures.ts';
import { capital, count, counted, duration } from '../../report/markup/format.ts';
import type { Html } from '../../report/markup/html.ts';
import type { Digest } from '../../report/model/digest.ts';
import type { Recent } from '../model/recent.ts';

/** The numbers that matter now. @param span what they are of, in words: `last 15 s` */
export function recentFigures(recent: Recent, digest: Digest, span: string): Html {
  const { sent, planned, answersPerSecond, latencyMs, errors, waiting, dead } = recent;
  const list: Figure[] = [
    [`${capital(digest.unit.many)} sent`, count(sent), planned === undefined ? undefined : `of ${count(planned)}`],
    ['Answers a second', String(Number(answersPerSecond.toFixed(1))), span],
    ['Answer, p50', time(latencyMs?.p50), span],
    ['Answer, p95', time(latencyMs?.p95), span],
    ['Answer, p99', time(latencyMs?.p99), span],
    ['Errors', errors === undefined ? '–' : `${Number(errors.toFixed(1))} %`, 'error or no answer'],
    ['In queues', waiting === undefined ? '–' : count(waiting), 'waiting, in flight, delayed'],
    ['Dead letters', dead === undefined ? '–' : count(dead), undefined],
    ...units(digest),
    ...budget(digest),
  ];
  return figureList(list);
}

function units({ units: { lives }, unit }: Digest): Figure[] {
  if (lives.size === 0) return [];
  const open = [...lives.values()].filter(({ endedAt }) => endedAt === undefined).length;
  const ended = new Map<string, number>();
  for (const { label } of lives.values()) if (label !== undefined) ended.set(label, (ended.get(label) ?? 0) + 1);
  const words = [...ended].map(([label, amount]) => `${count(amount)} ${label}`).join(', ');
  return [[`${capital(unit.many)} open`, count(open), words || undefined]];
}

function budget({ service }: Digest): Figure[] {
  if (service === undefined) return [];
  const { objective, burnt } = service;
  const promise = `of ${Number((100 - objective.availability).toFixed(3))} % that may be bad or take over ${duration(objective.withinMs)}`;
  return [['Budget burnt', `${count(Math.round(burnt))} %`, `${promise}${objective.stated ? '' : ', the default'}`]];
}

function time(ms: number | undefined): string {
  return ms === undefined ? '–' : duration(ms);
}

/** How many faults have fired, in a sentence. */
export function firedSentence({ run: { ledger } }: Digest): string {
  const rules = new Set(ledger.map(({ rule }) => rule)).size;
  return ledger.length === 0
    ? 'None has fired yet, as far as the logs tell by now.'
    : `${counted(ledger.length, 'fault')} fired under ${counted(rules, 'rule')}, as far as the logs tell by now.`;
}
