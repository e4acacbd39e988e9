import type { HistoryEvent } from '../../verify/history/event.ts';
import type { Verdict } from '../../verify/verdict/verdict-schema.ts';
import { describe, type LaneName, laneOf } from './describe.ts';
import { fieldOf, momentOf } from './events.ts';
import type { Run } from './run.ts';

/** One thing that happened to a unit, at a moment or over a stretch. Times are epoch milliseconds. */
export interface StoryEvent {
  readonly at: number;
  readonly until: number | undefined;
  readonly lane: LaneName;
  readonly text: string;
  /** A checker names it: as `evidence`, or as the event with which the promise was `broken`. */
  readonly role: 'evidence' | 'broken' | undefined;
  /** Where it stands: the index in the history, or undefined for a line of the ledger. */
  readonly index: number | undefined;
}

/** All that is known of one offender: a unit, or whatever else an invariant names. */
export interface Story {
  readonly id: string;
  readonly broken: readonly { readonly invariant: string; readonly what: string }[];
  readonly events: readonly StoryEvent[];
  /** Events left out of the middle, because a story is bounded. */
  readonly omitted: number;
}

/** Bounds, so that a run in which everything broke still gives a page that a person can read. */
export const bounds = { stories: 10, events: 60 } as const;

/** The stories of the offenders: one of every broken invariant first, then the next of each, up to the bound. */
export function storiesOf(run: Run): readonly Story[] {
  const broken = storied(run.verdict);
  const gathered = gather(
    run,
    new Map([...broken].map(([id, violations]) => [id, new Set(violations.flatMap(({ events }) => events))])),
  );
  return [...broken].map(([id, violations]) => told(run, id, gathered.get(id) ?? [], violations));
}

/** The story of anybody, by an id or the key of a request; without events where the run does not know it. */
export function storyOf(run: Run, name: string): Story {
  const answer = run.history.find((event) => event.f === 'request' && event.key === name && event.type === 'ok');
  const id = String((answer && fieldOf(answer, 'saga')) ?? name);
  const gathered = gather(run, new Map([[id, new Set<number>()]]));
  return told(run, id, gathered.get(id) ?? [], storied(run.verdict).get(id) ?? []);
}

function told(run: Run, id: string, history: readonly HistoryEvent[], violations: readonly Told[]): Story {
  const roles = new Map<number, 'evidence' | 'broken'>();
  for (const violation of violations) for (const index of violation.events) roles.set(index, 'evidence');
  for (const violation of violations) roles.set(violation.events.at(-1) ?? -1, 'broken');
  const events = eventsOf(run, id, history, roles);
  return { id, broken: violations.map(({ invariant, what }) => ({ invariant, what })), ...bounded(events) };
}

type Told = { readonly invariant: string; readonly what: string; readonly events: readonly number[] };

/** Of whom stories are told, with what was found of each. */
export function storied(verdict: Verdict | undefined): ReadonlyMap<string, readonly Told[]> {
  const broken = new Map<string, Told[]>();
  const lists = (verdict?.invariants ?? []).map(({ name, counterexample }) =>
    (counterexample?.violations ?? []).map((violation) => ({ invariant: name, ...violation })),
  );
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  for (let round = 0; round < longest; round += 1) {
    for (const list of lists) {
      const violation = list[round];
      if (violation === undefined) continue;
      const known = broken.get(violation.id);
      if (known !== undefined) known.push(violation);
      else if (broken.size < bounds.stories) broken.set(violation.id, [violation]);
    }
  }
  return broken;
}

/** The events of each offender: those that name it, those that its checker names, and its client's requests. */
function gather(
  run: Run,
  indexes: ReadonlyMap<string, ReadonlySet<number>>,
): ReadonlyMap<string, readonly HistoryEvent[]> {
  const ownerOfRequest = new Map<string, string>();
  for (const event of run.history) {
    if (event.f !== 'request' && event.f !== 'begin') continue;
    const saga = event.f === 'begin' ? String(event.key) : String(fieldOf(event, 'saga'));
    const request = event.f === 'begin' ? fieldOf(event, 'request') : event.key;
    if (indexes.has(saga) && request !== undefined) ownerOfRequest.set(String(request), saga);
  }
  const namedBy = new Map<number, string[]>();
  for (const [id, named] of indexes) for (const index of named) namedBy.set(index, [...(namedBy.get(index) ?? []), id]);
  const found = new Map<string, HistoryEvent[]>([...indexes.keys()].map((id) => [id, []]));
  for (const event of run.history) {
    if (event.f === 'injection') continue;
    const ids = new Set<string>(namedBy.get(event.index));
    const name = (id: unknown): void => {
      if (id !== undefined && indexes.has(String(id))) ids.add(String(id));
    };
    name(event.key);
    name(fieldOf(event, 'saga'));
    for (const id of Object.values(event.correlation ?? {})) name(id);
    if (event.f === 'request') name(ownerOfRequest.get(String(event.key)));
    for (const id of ids) found.get(id)?.push(event);
  }
  return found;
}

function eventsOf(
  run: Run,
  id: string,
  history: readonly HistoryEvent[],
  roles: ReadonlyMap<number, 'evidence' | 'broken'>,
): readonly StoryEvent[] {
  const answers = new Map<HistoryEvent, HistoryEvent>();
  const open = new Map<string, HistoryEvent>();
  for (const event of history) {
    const operation = `${event.process}\n${event.f}`;
    const asked = open.get(operation);
    if (event.type === 'invoke') open.set(operation, event);
    else if (asked !== undefined) {
      answers.set(asked, event);
      open.delete(operation);
    }
  }
  const answered = new Set(answers.values());
  const told = history
    .filter((event) => !answered.has(event))
    .map((event): StoryEvent => {
      const answer = answers.get(event);
      return {
        at: momentOf(run, event),
        until: answer && momentOf(run, answer),
        lane: laneOf(event.f),
        text: describe(event, answer),
        role: roles.get(answer?.index ?? event.index) ?? roles.get(event.index),
        index: event.index,
      };
    });
  const keys = new Set([id, ...history.flatMap(({ f, key }) => (f === 'request' && key !== undefined ? [key] : []))]);
  const injected = run.ledger
    .filter(({ key }) => key != null && keys.has(key))
    .map((injection): StoryEvent => {
      const { at, rule, fault, operation, attempt } = injection;
      const where = [injection.function, operation, attempt != null && `attempt ${attempt}`].filter(Boolean).join(', ');
      return {
        at,
        until: undefined,
        lane: 'faults',
        text: `${rule}: ${fault}${where && ` (${where})`}`,
        role: undefined,
        index: undefined,
      };
    });
  return [...told, ...injected].sort((a, b) => a.at - b.at);
}

/** Keeps what the checkers name and the beginning of the rest. */
function bounded(events: readonly StoryEvent[]): Pick<Story, 'events' | 'omitted'> {
  if (events.length <= bounds.events) return { events, omitted: 0 };
  const broken = events.filter(({ role }) => role !== undefined).slice(0, bounds.events - 10);
  const rest = events.filter(({ role }) => role === undefined).slice(0, bounds.events - broken.length);
  const kept = new Set([...broken, ...rest]);
  return { events: events.filter((event) => kept.has(event)), omitted: events.length - kept.size };
}
