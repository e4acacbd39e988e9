import { inWords } from '../../kernel/in-words.ts';
import { kindOf } from '../probes/ask.ts';
import type { ProbeProvider } from '../probes/probe-schema.ts';
import type { Tolerance } from '../probes/tolerance-schema.ts';
import type { Fault } from './actions.ts';

/** A probe, with the answer that it must give or without. */
export interface AskedProbe {
  readonly provider: ProbeProvider;
  readonly tolerance?: Tolerance | undefined;
}

/** `GET /orders/none: 404`, `open sagas: 0, within 30s`. */
export function probeInWords(probe: AskedProbe): string {
  const asked = kindOf(probe.provider).inWords(probe.provider);
  return probe.tolerance === undefined ? asked : `${asked}: ${toleranceInWords(probe.tolerance)}`;
}

/** `404`, `0 to 5`, `like /^2/`, `$.status is "confirmed"`. */
function toleranceInWords(tolerance: Tolerance): string {
  if (typeof tolerance !== 'object') return String(tolerance);
  if (Array.isArray(tolerance)) return `${tolerance[0]} to ${tolerance[1]}`;
  const part = tolerance.target === undefined ? '' : `${tolerance.target} `;
  switch (tolerance.type) {
    case 'range':
      return `${part}${tolerance.range[0]} to ${tolerance.range[1]}`;
    case 'regex':
      return `${part}like /${tolerance.pattern}/`;
    case 'jsonpath': {
      const { path, expect, count } = tolerance;
      const wanted = [
        ...(expect === undefined ? [] : [`is ${JSON.stringify(expect)}`]),
        ...(count === undefined ? [] : [`${count} times`]),
      ];
      return `${part}${path} ${wanted.length === 0 ? 'is there' : wanted.join(', ')}`;
    }
  }
}

/** `delay: 30 % at function shop-payments (delayMs 300, jitterMs 100)`. */
export function faultInWords({ fault, target, percentage, first, every, keys, parameters }: Fault): string {
  const whom = [
    `${percentage} %`,
    ...(first === undefined ? [] : [first === 1 ? 'of first attempts' : `of the first ${first} attempts`]),
    ...(every === undefined ? [] : [`of each ${ordinal(every)} attempt`]),
    ...(keys === undefined ? [] : [`with keys like ${keys}`]),
  ].join(' ');
  const told = inWords(parameters);
  return `${fault}: ${whom} at ${inWords(target)}${told === '' ? '' : ` (${told})`}`;
}

/** `1st`, `22nd`, `113th`. */
function ordinal(count: number): string {
  const teen = count % 100 > 10 && count % 100 < 14;
  return `${count}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10]) ?? 'th'}`;
}
