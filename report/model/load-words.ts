import type { LoadFacts } from '../../run/run-files.ts';
import { count } from '../markup/format.ts';
import type { UnitName } from './units/unit-name.ts';

/** What was asked for, what the system takes, what was offered and what it took: one sentence. */
export function loadSentence({ asked, takes, share, offered, taken }: LoadFacts, { many }: UnitName): string {
  return `Asked for ${rate(asked)} ${many}/s${measured(asked, takes, share)}: offered ${rate(offered)}/s, taken ${rate(taken)}/s.`;
}

/** That a system did not keep up, and how to ask for less; undefined where it did. */
export function overloadSentence(load: LoadFacts, operations: number, { many }: UnitName): string | undefined {
  if (!load.overloaded) return undefined;
  const { offered, taken, unanswered, share } = load;
  const never = unanswered === 0 ? '' : `, ${count(unanswered)} never answered`;
  const fewer = Math.max(1, Math.floor((operations * taken) / offered));
  return `Overloaded: ${rate(offered)} ${many}/s offered, ${rate(taken)}/s taken${never}. Ask for less: --rate ${rate(Math.max(0.1, taken * share))} or --count ${fewer}.`;
}

function measured(asked: number, takes: number | undefined, share: number): string {
  if (takes === undefined) return '';
  // No more than this was looked for.
  const atLeast = takes * share >= asked * 0.999 ? 'at least ' : '';
  return `; left alone the system takes ${atLeast}${rate(takes)}/s, of which ${count(Math.round(share * 100))} % may be offered`;
}

/** Two figures say all that can be known of a rate. */
function rate(perSecond: number): string {
  return String(Number(perSecond.toPrecision(2)));
}
