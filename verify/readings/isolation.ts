import type { HistoryEvent } from '../history/event.ts';
import { readValue } from '../words/read-value.ts';
import { sagaValues } from '../words/saga-words.ts';
import { type Effect, type SagaHistory, sagasOf } from './sagas.ts';

/** A saga that was refused a resource because of what others held and later gave back. */
export interface DirtyRefusal {
  readonly saga: string;
  readonly resource: string;
  /** The refusal. */
  readonly index: number;
}

/** A change of what is held of a resource, or a refusal to be judged, by time. */
interface Step {
  readonly time: number;
  /** Of what may be held at all. */
  readonly held: number;
  /** Of what is surely held, and will be given back. */
  readonly dirty: number;
  readonly refusal?: { readonly saga: string; readonly asked: number; readonly index: number };
}

/**
 * Refusals that are dirty reads: had the sagas that were compensated later never been there, there would have been
 * enough. A saga has no isolation, so this is no fault by itself; it is business lost, and counted. Only what is certain
 * counts: of all others whatever may have been held is taken as held. O(n log n).
 */
export function dirtyRefusalsOf(history: readonly HistoryEvent[]): DirtyRefusal[] {
  const model = sagasOf(history);
  const stock = new Map(model.resources.map(({ key, value }) => [key, value.initial]));
  const steps = new Map<string, Step[]>();
  const add = (resource: string, step: Step): void => {
    const known = steps.get(resource);
    if (known === undefined) steps.set(resource, [step]);
    else known.push(step);
  };
  for (const [resource, step] of holdsOf(model)) add(resource, step);
  for (const event of history) {
    if (event.f !== 'effect' || event.type !== 'fail') continue;
    const { saga, action, resources = [] } = readValue(sagaValues.effect, event);
    const [only] = resources;
    // Of a refusal of several resources nobody knows which one was lacking.
    if (action !== 'commit' || only === undefined || resources.length > 1) continue;
    const refusal = { saga, asked: only.amount, index: event.index };
    add(only.resource, { time: event.time, held: 0, dirty: 0, refusal });
  }
  const found: DirtyRefusal[] = [];
  for (const [resource, changes] of steps) {
    changes.sort((a, b) => a.time - b.time || b.held - a.held);
    let held = 0;
    let dirty = 0;
    for (const { refusal, ...change } of changes) {
      held += change.held;
      dirty += change.dirty;
      if (refusal === undefined || dirty === 0) continue;
      const clean = (stock.get(resource) ?? 0) - held + dirty;
      if (clean >= refusal.asked) found.push({ saga: refusal.saga, resource, index: refusal.index });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

function* holdsOf({ sagas }: SagaHistory): Generator<[resource: string, step: Step]> {
  for (const { effects, ends } of sagas.values()) {
    const undone = ends.at(-1)?.value.outcome === 'compensated';
    const takenBack = new Map(effects.filter(({ action }) => action === 'compensate').map((each) => [each.step, each]));
    for (const commit of effects) {
      if (commit.action !== 'commit') continue;
      const back: Effect | undefined = takenBack.get(commit.step);
      for (const { resource, amount } of commit.resources ?? []) {
        yield [resource, { time: commit.start, held: amount, dirty: 0 }];
        if (back === undefined) continue;
        yield [resource, { time: back.end, held: -amount, dirty: 0 }];
        if (!undone || back.start <= commit.end) continue;
        yield [resource, { time: commit.end, held: 0, dirty: amount }];
        yield [resource, { time: back.start, held: 0, dirty: -amount }];
      }
    }
  }
}
