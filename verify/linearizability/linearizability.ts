import type { Checker } from '../checkers/checker.ts';
import { counterexampleOf } from '../verdict.ts';
import type { Violation } from '../verdict-schema.ts';
import type { Call } from './call.ts';
import { longestPrefix } from './longest-prefix.ts';
import type { AnyModel } from './models/models.ts';
import { callsOf } from './operations.ts';
import { type Budget, type Found, search } from './search.ts';
import { StateTable } from './state-table.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/** What linearizability is judged against, and when to give up. */
export interface LinearizabilityOptions extends Partial<Budget> {
  readonly model: AnyModel;
  /** Judge no more keys once one is known not to be linearizable: the verdict stands. */
  readonly stopAtFirst?: boolean;
}

/** For so many keys the shortest prefix is looked for; others are only named. */
const keysWithShortestPrefix = 3;

/** Of visited configurations and states, when nothing else is said. */
const defaultBytes = 512 * 1024 * 1024;
const shownStates = 5;

/**
 * Every operation seems to take effect at one moment between its call and its return, in an order that the model
 * allows. Key by key: linearizability is local (Herlihy & Wing 1990). A key that is not linearizable is shown by its
 * shortest prefix that is not: the return that nothing explains and the calls that were open with it.
 */
export const linearizability: Checker<LinearizabilityOptions> = {
  name: 'linearizability',
  claim: 'Every operation seems to take effect at one moment between its call and its return.',
  complexity: 'O(n log n), exponential only in the calls that are open at once',
  source: 'Herlihy, Wing (1990); Wing, Gong (1993); Lowe: Testing for linearizability (2016)',
  definite: false,
  check(history, options) {
    if (options === undefined) throw new Error('linearizability is judged against a model: none was given');
    const { model, outOfTime = () => false, bytes = defaultBytes, stopAtFirst = false } = options;
    const partitions = callsOf(history, model);
    const violations: Violation[] = [];
    const counts = { operations: 0, keys: partitions.size, configurations: 0, unknown: 0 };
    let gaveUp = '';
    for (const [key, calls] of partitions) {
      counts.operations += calls.length;
      const known = model.shortcut?.(calls);
      if (known !== undefined) {
        if (known.valid === true) continue;
        violations.push({ id: nameOf(key), what: known.what, events: eventsOf(known.calls) });
        if (stopAtFirst) break;
        continue;
      }
      const table = new StateTable(model);
      const timeline = timelineOf(calls, table, model.isRead);
      const found = search(timeline, table, { outOfTime, bytes });
      counts.configurations += found.configurations;
      if (found.valid === false) {
        if (violations.length < keysWithShortestPrefix) {
          const prefix = longestPrefix(timeline, table, { outOfTime, bytes }, found);
          violations.push(violationOf(key, timeline, prefix, table));
        } else {
          violations.push({ id: nameOf(key), what: `no order explains its ${calls.length} operations`, events: [] });
        }
        if (stopAtFirst) break;
      }
      if (found.valid !== 'unknown') continue;
      counts.unknown += 1;
      gaveUp ||= `key ${key}: gave up after ${found.configurations} configurations, ${found.passed} of ${timeline.returns} returns are linearizable`;
    }
    const counterexample = counterexampleOf(violations);
    if (counterexample !== undefined) return { valid: false, counts, counterexample };
    return gaveUp === '' ? { valid: true, counts } : { valid: 'unknown', counts, error: gaveUp };
  },
};

function violationOf(key: string | number, timeline: Timeline, found: Found, table: StateTable<unknown>): Violation {
  const { calls, returning } = timeline;
  const culprit = calls[returning[found.passed] as number] as Call;
  const open = calls.filter((call) => call.call < culprit.return && call.return > culprit.call && call !== culprit);
  const states = [...found.states].slice(0, shownStates).map((state) => table.describe(state));
  const what =
    `${describe(culprit)} cannot be explained: the state before it was ${states.join(' or ')}, ` +
    `and ${open.length} other operations were open; the ${found.passed} returns before it are linearizable`;
  return { id: nameOf(key), what, events: eventsOf([...open, culprit]) };
}

function nameOf(key: string | number): string {
  return key === '' ? 'history' : String(key);
}

function eventsOf(calls: readonly Call[]): number[] {
  return calls.flatMap((call) => (call.returned ? [call.call, call.return] : [call.call])).sort((a, b) => a - b);
}

function describe({ f, input, output }: Call): string {
  const asked = input === undefined ? f : `${f} ${JSON.stringify(input)}`;
  return output === undefined || output === input ? asked : `${asked} -> ${JSON.stringify(output)}`;
}
