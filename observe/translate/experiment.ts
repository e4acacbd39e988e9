import * as z from 'zod';
import type { JournalStep } from '../../run/run-files.ts';
import type { Happening } from '../../system/happening.ts';

const probed = z.object({
  result: z.object({
    probes: z.array(z.object({ name: z.string(), tolerance: z.unknown(), got: z.unknown(), met: z.boolean() })),
  }),
});
const expected = z.object({
  probe: z.object({ name: z.string(), tolerance: z.unknown(), got: z.unknown(), met: z.boolean() }),
});
const looked = z.object({ result: z.object({ residue: z.array(z.string()) }) });
const failed = z.object({ error: z.string() });

const runner = { process: 'runner' } as const;

/** What the runner found: the probes of its method, those of the hypothesis once it was over, and what faults left behind. */
export function experimentHappenings(journal: readonly JournalStep[]): Happening[] {
  const ended = journal.filter((entry) => entry.status !== 'started');
  const probes = ended
    .filter((entry) => entry.step === 'steady-state-after')
    .flatMap(({ at, detail, status }): Happening[] => {
      const found = probed.safeParse(detail);
      if (!found.success) return [{ ...runner, at, f: 'probe', type: 'info', error: reasonOf(detail, status) }];
      return found.data.result.probes.map(({ name, tolerance, got, met }) => {
        const value = { expected: tolerance, got };
        return { ...runner, at, f: 'probe', key: name, type: met ? 'ok' : 'fail', value };
      });
    });
  const residue = ended
    .filter((entry) => entry.step === 'residue')
    .map(({ at, detail, status }): Happening => {
      const found = looked.safeParse(detail);
      if (!found.success) return { ...runner, at, f: 'residue', type: 'info', error: reasonOf(detail, status) };
      return { ...runner, at, f: 'residue', type: 'ok', value: { left: found.data.result.residue } };
    });
  const expectations = ended
    .filter((entry) => entry.step.startsWith('probe:'))
    .flatMap(({ at, detail }): Happening[] => {
      const probe = expected.safeParse(detail).data?.probe;
      // Without a tolerance an answer is only written down.
      if (probe?.tolerance === undefined) return [];
      const { name, tolerance, got, met } = probe;
      const value = { expected: tolerance, got };
      return [{ ...runner, at, f: 'expectation', key: name, type: met ? 'ok' : 'fail', value }];
    });
  return [...expectations, ...probes, ...residue];
}

/** Why the experiment did not come to its end, one sentence; undefined when it did, or when nobody said. */
export function experimentProblem(journal: readonly JournalStep[]): string | undefined {
  const end = journal.findLast((entry) => entry.step === 'experiment' && entry.status !== 'started');
  if (end === undefined || end.status === 'completed') return undefined;
  return `the experiment ${end.status === 'failed' ? 'failed' : `was ${end.status}`}: ${reasonOf(end.detail, end.status)}`;
}

function reasonOf(detail: unknown, status: string): string {
  return failed.safeParse(detail).data?.error ?? `the journal says only that it ${status}`;
}
