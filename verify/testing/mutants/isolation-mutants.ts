import { noDirtyRefusals } from '../../checkers/isolation/no-dirty-refusals.ts';
import type { Draw } from './draw.ts';
import { type Family, type Mutant, muchLater } from './family.ts';
import { add, of, remove, rewrite } from './mutant.ts';
import type { Draft, Drafts } from './saga-run.ts';

const stock = 3;

/**
 * A valid run: of each resource three are held, for good or until a compensation; a saga is refused only while those
 * that stay leave too little, or when nobody held anything dirty. `room` is asked by nobody: `held` keeps it for a while.
 */
function isolationRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [];
  const resource = (key: string): void => {
    events.push({
      time: 0,
      process: 'observer',
      type: 'ok',
      f: 'resource',
      key,
      value: { initial: stock, available: 0 },
    });
  };
  resource('room');
  take(events, 'held', 'room', stock, 10, 20);
  for (let n = 0; n < size; n++) {
    const key = `resource-${n}`;
    resource(key);
    const start = draw(1, 50);
    const kept = draw(0, stock);
    if (kept > 0) take(events, `kept-${n}`, key, kept, start);
    if (kept < stock) take(events, `dirty-${n}`, key, stock - kept, start + 5, start + 20);
    // Refused beside dirty holds, but those that stay leave too little as well.
    if (kept > 0) refuse(events, `refused-${n}`, key, stock - kept + 1, start + draw(11, 18));
  }
  return { events };
}

/** A saga that holds something from a time on: for good, or until it is compensated. */
function take(events: Draft[], saga: string, resource: string, amount: number, start: number, undoneAt?: number): void {
  const value = { saga, step: 'take', resources: [{ resource, amount }] };
  const effect = (type: 'invoke' | 'ok', time: number, action: string): void => {
    events.push({ time, process: `${saga}#${action}`, type, f: 'effect', key: saga, value: { ...value, action } });
  };
  effect('invoke', start, 'commit');
  effect('ok', start + 2, 'commit');
  if (undoneAt !== undefined) {
    effect('invoke', undoneAt, 'compensate');
    effect('ok', undoneAt + 2, 'compensate');
  }
  const outcome = undoneAt === undefined ? 'committed' : 'compensated';
  const end = { version: 2, outcome, label: outcome };
  events.push({ time: (undoneAt ?? start) + 3, process: saga, type: 'ok', f: 'end', key: saga, value: end });
}

function refuse(events: Draft[], saga: string, resource: string, amount: number, time: number): void {
  const value = { saga, step: 'take', action: 'commit', resources: [{ resource, amount }] };
  events.push({ time, process: saga, type: 'fail', f: 'effect', key: saga, value });
}

const mutants: readonly Mutant[] = [
  {
    name: 'a saga is refused what another gives back',
    caughtBy: noDirtyRefusals.name,
    plant(run) {
      refuse(run.events, 'victim', 'room', stock, 15);
      return 'victim';
    },
  },
  {
    name: 'a saga is refused a part of what another gives back',
    caughtBy: noDirtyRefusals.name,
    plant(run) {
      rewrite(run, of('resource', { key: 'room' }), { initial: stock + 1 });
      refuse(run.events, 'victim', 'room', stock, 19);
      return 'victim';
    },
  },
  {
    name: 'a compensation is long in coming, and somebody is refused meanwhile',
    caughtBy: noDirtyRefusals.name,
    plant(run) {
      const undo = of('effect', { saga: 'held', action: 'compensate' });
      for (const event of run.events.filter(undo)) event.time += muchLater;
      remove(run, of('end', { key: 'held' }));
      const value = { version: 2, outcome: 'compensated', label: 'compensated' };
      add(run, { f: 'end', key: 'held', time: muchLater * 1.5, value });
      refuse(run.events, 'victim', 'room', 1, muchLater / 2);
      return 'victim';
    },
  },
];

/** What sagas see of each other. */
export const isolationFamily: Family = {
  name: 'isolation',
  checkers: [noDirtyRefusals],
  runOf: isolationRun,
  mutants,
};
