import type { HistoryEvent } from '../../../verify/history/event.ts';
import { fieldOf, momentOf } from '../events.ts';
import type { Run } from '../run.ts';

/** What a run's history says of one unit, as far as the report draws it. Times are epoch milliseconds. */
export interface UnitLife {
  readonly id: string;
  begunAt: number | undefined;
  endedAt: number | undefined;
  /** How it ended: the final state of a saga in the system's own word, such as `confirmed`; of a request in that of its answer, else `accepted` or `refused`. */
  label: string | undefined;
  /** Whether every step of a saga stands, or a request was accepted; undefined while it is open. */
  committed: boolean | undefined;
}

/** What was done in a run, key by key, as the judge has it: its sagas, or, where there are none, the requests of each key. */
export interface Units {
  readonly areSagas: boolean;
  /** By id, in the order in which they appear. */
  readonly lives: ReadonlyMap<string, UnitLife>;
  /** The unit that a key stands for: its own id, or the key of a request that was answered with one. */
  readonly ofKey: ReadonlyMap<string, string>;
}

/** The units of a run. O(n). */
export function unitsIn(run: Pick<Run, 'origin' | 'history'>): Units {
  const sagas = new Map<string, UnitLife>();
  const requests = new Map<string, UnitLife>();
  const answers = new Map<string, string>();
  for (const event of run.history) {
    if (event.f === 'begin' || event.f === 'end') tellSaga(lifeIn(sagas, event), event, momentOf(run, event));
    if (event.f !== 'request') continue;
    tellRequest(lifeIn(requests, event), event, momentOf(run, event));
    const saga = event.type === 'ok' ? fieldOf(event, 'saga') : undefined;
    if (saga !== undefined) answers.set(String(event.key), String(saga));
  }
  const areSagas = sagas.size > 0;
  const lives = areSagas ? sagas : requests;
  const own = [...lives.keys()].map((id) => [id, id] as const);
  return { areSagas, lives, ofKey: new Map([...own, ...(areSagas ? answers : [])]) };
}

function lifeIn(lives: Map<string, UnitLife>, { key }: HistoryEvent): UnitLife {
  const id = String(key);
  const known = lives.get(id);
  if (known !== undefined) return known;
  const life = { id, begunAt: undefined, endedAt: undefined, label: undefined, committed: undefined };
  lives.set(id, life);
  return life;
}

function tellSaga(life: UnitLife, event: HistoryEvent, at: number): void {
  if (event.f === 'begin') {
    life.begunAt ??= at;
    return;
  }
  life.endedAt = at;
  life.label = String(fieldOf(event, 'label') ?? 'ended');
  life.committed = fieldOf(event, 'outcome') === 'committed';
}

/** A request has ended with the first answer that accepts it; where none does, with the first that refuses it for certain. */
function tellRequest(life: UnitLife, event: HistoryEvent, at: number): void {
  const { type } = event;
  if (type === 'invoke') life.begunAt ??= at;
  const isNews = type === 'ok' ? life.committed !== true : type === 'fail' && life.committed === undefined;
  if (!isNews) return;
  life.endedAt = at;
  life.label = type === 'ok' ? String(fieldOf(event, 'label') ?? 'accepted') : 'refused';
  life.committed = type === 'ok';
}
