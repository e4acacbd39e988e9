import { linearizability } from '../verify/linearizability/linearizability.ts';
import { type AnyModel, models } from '../verify/linearizability/models/models.ts';
import { type KnownHistory, porcupineHistories } from './porcupine/histories.ts';
import { buildPorcupine, type Judged } from './porcupine/porcupine.ts';

// The search beside Porcupine, on the histories that Porcupine's module carries, in one run: from events in memory to
// the verdict, partitions by key included, without a counterexample, as Porcupine's CheckEvents does it. Processor time,
// because the machine may be busy: each history is judged again and again for a while to warm up, and then to be
// measured, the same on both sides.
// `node bench/linearizability.ts [seconds of processor time for each set]`

const seconds = Number(process.argv[2] ?? 2);

function processorUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function judgeHere(histories: readonly KnownHistory[], us: number): Judged[] {
  const check = ({ model, events }: KnownHistory) =>
    linearizability.check(events, { model: models.get(model) as AnyModel, verdictOnly: true }).valid;
  const rounds = (history: KnownHistory): Judged => {
    const started = processorUs();
    let valid = false;
    let done = 0;
    // The clock costs as much as a small history: it is asked ever more rarely.
    for (let many = 1; done === 0 || processorUs() - started < us; many *= 2) {
      for (let n = 0; n < many; n++) valid = check(history) === true;
      done += many;
    }
    return { name: history.name, valid, us: (processorUs() - started) / done };
  };
  for (const history of histories) rounds(history);
  return histories.map(rounds);
}

const ms = (judged: readonly Judged[]) => judged.reduce((total, { us }) => total + us / 1000, 0);

await using porcupine = await buildPorcupine();
if (porcupine === undefined) {
  console.log('There is no Go on this machine: nothing to measure beside.');
} else {
  const histories = porcupineHistories(porcupine.module);
  const etcd = histories.filter(({ model }) => model === 'cas-register');
  const kv = histories.filter(({ model }) => model === 'kv');
  const sets = new Map<string, readonly KnownHistory[]>([
    [`etcd, all ${etcd.length}`, etcd],
    ...kv.map((history) => [history.name, [history]] as const),
    [`kv, all ${kv.length}`, kv],
  ]);
  const rows: Record<string, Record<string, number | string>> = {};
  for (const [name, set] of sets) {
    const us = (seconds * 1e6) / set.length / 2;
    const theirs = await porcupine.judge(set, us);
    const ours = judgeHere(set, us);
    rows[name] = {
      'here, ms': Number(ms(ours).toFixed(4)),
      'Porcupine, ms': Number(ms(theirs).toFixed(4)),
      ratio: `1/${(ms(theirs) / ms(ours)).toFixed(1)}`,
      'wrong verdicts here': set.filter(({ valid }, n) => ours[n]?.valid !== valid).length,
      'in Porcupine': set.filter(({ valid }, n) => theirs[n]?.valid !== valid).length,
    };
  }
  console.log(`processor time a history; Node ${process.version}`);
  console.table(rows);
}
