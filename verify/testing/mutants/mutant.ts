import type { Draft, Drafts, SagaRun } from './saga-run.ts';

/** A violation to plant in a valid run, and who must find it. */
export interface SagaMutant {
  readonly name: string;
  /** The checker that must call the history invalid. */
  readonly caughtBy: string;
  /** Changes the run; answers the id that the counterexample must name. Needs a run of `richSagaRuns`. */
  readonly plant: (run: SagaRun) => string;
}

/** The saga of a rich run that is committed. */
export const committed = 'saga-0';
/** The saga of a rich run that is refused at its last step, so that two steps are compensated. */
export const compensated = 'saga-1';
/** Later than everything in a made-up run. */
export const late = 1_000_000;

type Match = (event: Draft) => boolean;

/** Events by `f` and what their value or key says. */
export function of(f: string, fields: Readonly<Record<string, unknown>>): Match {
  return (event) =>
    event.f === f &&
    Object.entries(fields).every(([name, value]) => (event.value?.[name] ?? event[name as 'key']) === value);
}

/** The invocation and the end of one effect. */
export function effect(saga: string, step: string, action: 'commit' | 'compensate'): Match {
  return of('effect', { saga, step, action });
}

/** All matching events, at least one. */
export function all(run: Drafts, match: Match): Draft[] {
  const found = run.events.filter(match);
  if (found.length === 0) throw new Error('the run holds nothing to break: plant it in a rich run');
  return found;
}

/** The first matching event. */
export function one(run: Drafts, match: Match): Draft {
  return all(run, match)[0] as Draft;
}

/** Take matching events out of the run. */
export function remove(run: Drafts, match: Match): void {
  for (const event of all(run, match)) run.events.splice(run.events.indexOf(event), 1);
}

/** Add an observed event. */
export function add(run: Drafts, draft: Pick<Draft, 'f' | 'time'> & Partial<Draft>): void {
  run.events.push({ process: `planted:${run.events.length}`, type: 'ok', ...draft });
}

/** Write other fields into the value of matching events. */
export function rewrite(run: Drafts, match: Match, fields: Readonly<Record<string, unknown>>): void {
  for (const event of all(run, match)) event.value = { ...event.value, ...fields };
}

/** Repeat matching events a moment later, as another process. */
export function repeat(run: Drafts, match: Match): void {
  for (const event of all(run, match)) {
    run.events.push({ ...event, process: `${event.process}:again`, time: event.time + 1 });
  }
}
