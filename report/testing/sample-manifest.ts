import type { Manifest } from '../../run/run-files.ts';
import type { SampleOptions } from './sample-options.ts';
import { orderSystem } from './sample-systems.ts';

/** The manifest of an invented run. @param start epoch milliseconds at which the load began */
export function sampleManifest(
  { count, seed, verdict, system = orderSystem, hostile = '' }: SampleOptions,
  start: number,
  loadMs: number,
): Manifest {
  const phase = (name: string, from: number, to: number) => ({ name, startedAt: start + from, endedAt: start + to });
  const { name, unit, experiment, claim } = system;
  return {
    schema: 2,
    system: { name, unit: { one: `${unit.one}${hostile}`, many: `${unit.many}${hostile}` } },
    experiment: { name: experiment.name, title: `${experiment.title}${hostile}` },
    claim: `${claim}${hostile}`,
    seed,
    ...(verdict === 'fail' ? { sabotage: 'no-idempotency' } : {}),
    operations: count,
    engine: { kind: 'localstack', endpoint: 'http://127.0.0.1:4566', version: '4.14.0' },
    versions: { faultline: '0.1.0', localstack: '4.14.0', node: `24.21.0${hostile}` },
    command: `./lab run --count ${count} --seed ${seed}${verdict === 'fail' ? ' --sabotage no-idempotency' : ''}${hostile}`,
    startedAt: start - 25_000,
    endedAt: start + loadMs + 16_000,
    phases: [
      phase('start LocalStack', -25_000, -17_000),
      phase('deploy', -17_000, -3000),
      phase('load and faults', -3000, loadMs),
      phase('quiet', loadMs, loadMs + 7000),
      phase('judge', loadMs + 7000, loadMs + 9000),
    ],
  };
}
