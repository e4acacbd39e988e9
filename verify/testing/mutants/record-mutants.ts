import { recordCheckers } from '../../checkers/records/record-checkers.ts';
import { versionsAdvance } from '../../checkers/records/versions-advance.ts';
import type { Draw } from './draw.ts';
import { type Family, type Mutant, muchLater } from './family.ts';
import { add, of, one, remove, rewrite } from './mutant.ts';
import type { Draft, Drafts } from './saga-run.ts';

/** A valid run: records at work side by side, some of whose versions are written twice by a retry. `order` has four. */
function recordRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [];
  play(events, 'order', 4, draw);
  for (let n = 0; n < size / 4; n++) play(events, `record-${n}`, draw(1, 6), draw);
  return { events };
}

function play(events: Draft[], key: string, versions: number, draw: Draw): void {
  let time = draw(0, 50);
  const log: string[] = [];
  for (let version = 1; version <= versions; version++) {
    time += draw(1, 9);
    for (let line = draw(1, 2); line > 0; line--) log.push(`${version}/${line} ${draw(0, 9)}`);
    const value = stateOf(version, [...log], version === versions);
    const write = { process: `record:${key}/${version}`, f: 'version', key };
    const began = time - draw(0, 20);
    if (began >= 0) events.push({ ...write, time: began, type: 'invoke' });
    const written: Draft = { ...write, time, type: 'ok', value };
    events.push(written);
    if (draw(0, 3) === 0) events.push({ ...written });
  }
}

function stateOf(version: number, log: readonly string[], final = false): Record<string, unknown> {
  return { version, final, label: final ? 'over' : 'open', log, digest: JSON.stringify([version, log]) };
}

const victim = 'order';
const versionOf = (version: number) => of('version', { key: victim, version, type: 'ok' });
const logOf = (draft: Draft) => draft.value?.log as readonly string[];

function plant(name: string, change: (run: Drafts) => void): Mutant {
  return {
    name,
    caughtBy: versionsAdvance.name,
    plant(run) {
      change(run);
      return victim;
    },
  };
}

const mutants: readonly Mutant[] = [
  plant('a zombie writes back what it read long ago', (run) => {
    add(run, { ...one(run, versionOf(2)), time: muchLater });
  }),
  plant('a zombie overwrites a later version, and the record gets there again', (run) => {
    const [second, third, last] = [2, 3, 4].map((version) => one(run, versionOf(version)));
    for (const version of [3, 4]) remove(run, versionOf(version));
    for (const draft of [third, second, third, last]) add(run, { ...draft, f: 'version', time: muchLater });
  }),
  plant('two writers make the same version', (run) => {
    const third = one(run, versionOf(3));
    add(run, { ...third, value: stateOf(3, [...logOf(third), 'another line']) });
  }),
  plant('a write is lost', (run) => remove(run, versionOf(2))),
  plant('a record begins in the middle', (run) => remove(run, versionOf(1))),
  plant('a log is rewritten', (run) => {
    const lines = logOf(one(run, versionOf(3)));
    rewrite(run, versionOf(3), { log: ['another beginning', ...lines.slice(1)], digest: 'another' });
  }),
  plant('a log loses its last line', (run) => {
    const lines = logOf(one(run, versionOf(3)));
    rewrite(run, versionOf(4), { log: lines.slice(0, -1), digest: 'another' });
  }),
  plant('an end is undone', (run) => {
    const last = one(run, versionOf(4));
    add(run, { f: 'version', key: victim, time: muchLater, value: stateOf(5, [...logOf(last), 'opened again']) });
  }),
  plant('a record is removed', (run) => {
    add(run, { f: 'removal', key: victim, time: muchLater, value: {} });
  }),
];

/** Records with versions, as the stream of their table tells each write. */
export const recordFamily: Family = { name: 'records', checkers: recordCheckers, runOf: recordRun, mutants };
