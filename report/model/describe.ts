import type { HistoryEvent } from '../../verify/history/event.ts';
import { jsonText } from '../../verify/history/exact-json.ts';
import { duration, shortened } from '../markup/format.ts';
import { fieldOf } from './events.ts';

/** The lanes of a story from top to bottom: from the client inwards, faults last. */
export const laneNames = ['client', 'saga', 'messages', 'effects', 'money', 'faults', 'other'] as const;
export type LaneName = (typeof laneNames)[number];

const lanes: Readonly<Record<string, LaneName>> = {
  request: 'client',
  begin: 'saga',
  transition: 'saga',
  end: 'saga',
  state: 'saga',
  version: 'saga',
  removal: 'saga',
  send: 'messages',
  receive: 'messages',
  extend: 'messages',
  'give-back': 'messages',
  delete: 'messages',
  'dead-letter': 'messages',
  effect: 'effects',
  money: 'money',
  fault: 'faults',
  injection: 'faults',
};

/** Which lane of a story an event belongs to; words that the report does not know are shown under `other`. */
export function laneOf(f: string): LaneName {
  return Object.hasOwn(lanes, f) ? (lanes[f] as LaneName) : 'other';
}

/** An event and its answer, if it had one, in a few words. Unknown words are shown as they are. */
export function describe(event: HistoryEvent, answer: HistoryEvent | undefined): string {
  const field = (name: string): string =>
    shortened(String(fieldOf(answer ?? event, name) ?? fieldOf(event, name) ?? ''), 120);
  const result = resultOf(event, answer);
  switch (event.f) {
    case 'request':
      return `request ${shortened(String(event.key), 60)}${rest(event, 'digest', 'expected', 'saga')}${field('expected') && `, asks for ${field('expected')}`}: ${result}${answer === undefined ? '' : rest(answer, 'saga', 'label')}`;
    case 'begin':
      return `begins${field('amount') && `, amount ${field('amount')}`}`;
    case 'transition':
      return `version ${field('version')}: ${field('event')} ${field('step')}`.trimEnd();
    case 'end':
      return `version ${field('version')}: ends as ${field('label')}${field('reason') && ` (${field('reason')})`}`;
    case 'state':
      return `found after quiet: ${field('label')}, version ${field('version')}`;
    case 'version':
      return `record written: version ${field('version')}, ${field('label')}`;
    case 'removal':
      return 'record removed';
    case 'send':
      return `sent to ${field('queue')}`;
    case 'receive':
      return `received from ${field('queue')}${fieldOf(event, 'count') !== 1 ? `, delivery ${field('count')}` : ''}`;
    case 'give-back':
      return `given back to ${event.process}`;
    case 'extend':
      return `hidden for ${duration(Number(field('visibilityMs')))} more in ${event.process}`;
    case 'delete':
      return `acknowledged, deleted from ${event.process}`;
    case 'dead-letter':
      return `found in ${field('queue')}`;
    case 'effect':
      return `${field('action')} ${field('step')}: ${result}`;
    case 'money':
      return `${field('direction')} of ${field('amount')}: ${result}`;
    default:
      return shortened(
        `${event.f} ${event.type} ${event.value === undefined ? '' : jsonText(event.value)}`.trimEnd(),
        200,
      );
  }
}

/** What else the value of an event holds, in its own words: `, allowed false`. */
function rest({ value }: HistoryEvent, ...told: readonly string[]): string {
  if (typeof value !== 'object' || value === null) return '';
  const parts = Object.entries(value).filter(([name]) => !told.includes(name));
  const text = (part: unknown): string => (typeof part === 'string' ? part : JSON.stringify(part));
  return parts.length === 0
    ? ''
    : `, ${shortened(parts.map(([name, part]) => `${name} ${text(part)}`).join(', '), 120)}`;
}

const words = { ok: 'done', fail: 'refused', info: 'outcome unknown', invoke: 'never answered' } as const;

function resultOf(event: HistoryEvent, answer: HistoryEvent | undefined): string {
  const last = answer ?? event;
  const accepted = event.f === 'request' && last.type === 'ok';
  const word = accepted ? String(fieldOf(last, 'label') ?? 'accepted') : words[last.type];
  return last.error === undefined ? word : `${word}, ${shortened(last.error, 120)}`;
}
