import type { HistoryEvent } from '../verify/event.ts';
import { linearizability } from '../verify/linearizability/linearizability.ts';
import { type AnyModel, models } from '../verify/linearizability/models/models.ts';
import { type KnownHistory, porcupineHistories } from './porcupine/histories.ts';
import { buildPorcupine, type Judged } from './porcupine/porcupine.ts';

// The search beside Porcupine, on the histories that Porcupine's module carries, in one run and one thread each.
// `node bench/linearizability.ts [rounds]`

const rounds = Number(process.argv[2] ?? 30);

function judgeHere(histories: readonly KnownHistory[]): Judged[] {
  const us = histories.map((): number[] => []);
  const valid: unknown[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [n, { model, events }] of histories.entries()) {
      const options = { model: models.get(model) as AnyModel };
      const started = performance.now();
      valid[n] = linearizability.check(events as readonly HistoryEvent[], options).valid;
      us[n]?.push((performance.now() - started) * 1000);
    }
  }
  return histories.map(({ name }, n) => ({ name, valid: valid[n] === true, us: us[n] as number[] }));
}

const fastest = ({ us }: Judged) => Math.min(...us);
const median = ({ us }: Judged) => [...us].sort((a, b) => a - b)[us.length >> 1] as number;
const sum = (judged: readonly Judged[], of: (one: Judged) => number) =>
  judged.reduce((total, one) => total + of(one), 0);

await using porcupine = await buildPorcupine();
if (porcupine === undefined) {
  console.log('There is no Go on this machine: nothing to measure beside.');
} else {
  const histories = porcupineHistories(porcupine.module);
  const sets = { 'etcd (102)': histories.filter(({ model }) => model === 'cas-register') } as Record<
    string,
    KnownHistory[]
  >;
  for (const history of histories) if (history.model === 'kv') sets[history.name] = [history];
  const rows: Record<string, Record<string, number | string>> = {};
  for (const [name, set] of Object.entries(sets)) {
    const theirs = await porcupine.judge(set, Math.min(rounds, 10));
    const ours = judgeHere(set);
    const wrong = set.filter(({ valid }, n) => ours[n]?.valid !== valid || theirs[n]?.valid !== valid).length;
    rows[name] = {
      'here ms': Number((sum(ours, median) / 1000).toFixed(3)),
      'fastest ms': Number((sum(ours, fastest) / 1000).toFixed(3)),
      'first ms': Number((sum(ours, ({ us }) => us[0] as number) / 1000).toFixed(3)),
      'Porcupine ms': Number((sum(theirs, median) / 1000).toFixed(3)),
      'fastest ms ': Number((sum(theirs, fastest) / 1000).toFixed(3)),
      ratio: `1/${(sum(theirs, median) / sum(ours, median)).toFixed(1)}`,
      wrong,
    };
  }
  console.log(`median of ${rounds} rounds here, of ${Math.min(rounds, 10)} in Porcupine; Node ${process.version}`);
  console.table(rows);
}
