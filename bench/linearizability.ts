import { linearizability } from '../verify/linearizability/linearizability.ts';
import { type AnyModel, models } from '../verify/linearizability/models/models.ts';
import { type KnownHistory, porcupineHistories } from './porcupine/histories.ts';
import { buildPorcupine, type Judged } from './porcupine/porcupine.ts';

// The search beside Porcupine, on the histories that Porcupine's module carries, in one run. Processor time, because the
// machine may be busy; after rounds to warm up. Like Porcupine, it stops at the first key that is not linearizable.
// `node bench/linearizability.ts [rounds]`

const rounds = Number(process.argv[2] ?? 30);

function processorUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function judgeHere(histories: readonly KnownHistory[]): Judged[] {
  const check = ({ model, events }: KnownHistory) =>
    linearizability.check(events, { model: models.get(model) as AnyModel, stopAtFirst: true }).valid;
  for (let round = 0; round < rounds; round++) for (const history of histories) check(history);
  return histories.map((history) => {
    const valid = check(history) === true;
    const started = processorUs();
    for (let round = 0; round < rounds; round++) check(history);
    return { name: history.name, valid, us: (processorUs() - started) / rounds };
  });
}

const ms = (judged: readonly Judged[]) => judged.reduce((total, { us }) => total + us / 1000, 0);

await using porcupine = await buildPorcupine();
if (porcupine === undefined) {
  console.log('There is no Go on this machine: nothing to measure beside.');
} else {
  const histories = porcupineHistories(porcupine.module);
  const etcd = histories.filter(({ model }) => model === 'cas-register');
  const sets = new Map([[`etcd, all ${etcd.length}`, etcd]]);
  for (const history of histories) if (history.model === 'kv') sets.set(history.name, [history]);
  const rows: Record<string, Record<string, number | string>> = {};
  for (const [name, set] of sets) {
    const theirs = await porcupine.judge(set, rounds);
    const ours = judgeHere(set);
    rows[name] = {
      'here, ms': Number(ms(ours).toFixed(3)),
      'Porcupine, ms': Number(ms(theirs).toFixed(3)),
      ratio: `1/${(ms(theirs) / ms(ours)).toFixed(1)}`,
      'wrong verdicts here': set.filter(({ valid }, n) => ours[n]?.valid !== valid).length,
      'in Porcupine': set.filter(({ valid }, n) => theirs[n]?.valid !== valid).length,
    };
  }
  console.log(`processor time a round, mean of up to ${rounds}; Node ${process.version}`);
  console.table(rows);
}
