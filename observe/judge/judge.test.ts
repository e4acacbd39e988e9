import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { runFiles } from '../../run/run-files.ts';
import { RunError } from '../../run/snapshot.ts';
import { sweepFile } from '../../run/sweep-file.ts';
import { type RunFiles, writeRun } from '../../run/testing/written-run.ts';
import { loadHistory } from '../../verify/history/history.ts';
import { type Verdict, verdictSchema } from '../../verify/verdict/verdict-schema.ts';
import { parcelSystem } from '../testing/parcel-system.ts';
import { sampleRun, versionsOf } from '../testing/sample-run.ts';
import { judgeRun } from './judge.ts';

const folders: string[] = [];

/** Knows the parcel system alone. */
function named(name: string): typeof parcelSystem {
  if (name === 'parcels') return parcelSystem;
  throw new Error(`there is no system ${name}`);
}

async function judged(
  change: (run: RunFiles) => void = () => undefined,
): Promise<{ runDir: string; verdict: Verdict }> {
  const run = sampleRun();
  change(run);
  const runDir = await writeRun(run);
  folders.push(runDir);
  return { runDir, verdict: await judgeRun(runDir, named) };
}

function broken(verdict: Verdict): Record<string, string[]> {
  const invariants = verdict.invariants.filter((invariant) => invariant.valid === false);
  return Object.fromEntries(invariants.map((invariant) => [invariant.name, invariant.counterexample?.ids ?? []]));
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('judgeRun', () => {
  it('passes a run in which all went well', async () => {
    const { runDir, verdict } = await judged();
    expect(verdict.reasons).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(verdict.facts.units).toEqual({
      ...{ total: 3, open: 0, unexpected: 0 },
      ...{ outcomes: { delivered: 2, returned: 1 }, reasons: {} },
    });
    expect(verdict.facts.requests).toMatchObject({ attempts: 5, keys: 3, accepted: 3, refused: 1, unknown: 1 });
    expect(verdict.faults).toMatchObject([{ rule: 'slow', fault: 'delay', fired: 1, keys: 1 }]);
    expect(verdictSchema.parse(JSON.parse(await readFile(join(runDir, runFiles.verdict), 'utf8')))).toEqual(verdict);
    expect(loadHistory(join(runDir, runFiles.history)).events).toHaveLength(verdict.history.events);
    expect(verdict.invariants.filter(({ valid }) => valid === true)).toHaveLength(6);
  });

  it('judges what else the experiment names', async () => {
    const { verdict } = await judged((run) => {
      Object.assign(run.manifest[0]?.experiment ?? {}, { invariants: ['liveness', 'availability'] });
    });
    expect(verdict.invariants).toHaveLength(7);
    expect(broken(verdict)).toEqual({ availability: ['key-parcel-a'] });
    expect(verdict.facts.availability).toMatchObject({
      attempts: { good: 3, total: 4 },
      refused: 1,
      requests: { good: 3, total: 3 },
    });
  });

  it('says of a sweep what became of each unit, and whether each fault fired', async () => {
    const point = {
      ...{ name: 'p', scenario: 'delivered', function: 'f', step: 'deliver-do', call: 1 },
      ...{ operation: 'sqs:SendMessage', resources: [] },
    };
    const hurt = {
      ...{ rule: 'slow', point: 'p', variant: 'before-kill', round: 1, unit: 'parcel-a' },
      ...{ key: 'key-parcel-a', expected: 'delivered' },
    };
    const of = async (trials: object[]) => {
      const { runDir, verdict } = await judged((run) => {
        run[sweepFile] = [{ schema: 1, seed: 1, points: [point], trials }];
      });
      return { verdict, sweep: JSON.parse(await readFile(join(runDir, sweepFile), 'utf8')) };
    };
    const well = await of([hurt]);
    expect(well.verdict).toMatchObject({ verdict: 'pass' });
    expect(well.sweep).toMatchObject({ outcomes: [{ ...hurt, result: 'survived' }], coverage: { cells: 1, fired: 1 } });
    const unhurt = await of([hurt, { ...hurt, rule: 'other', variant: 'after-kill' }]);
    expect(unhurt.verdict).toMatchObject({ verdict: 'inconclusive' });
    expect(unhurt.verdict.reasons.join()).toMatch(
      /crash-points could not be judged: 1 of 2 faults never fired: p.after-kill/,
    );
    const otherwise = await of([{ ...hurt, expected: 'returned' }]);
    expect(broken(otherwise.verdict)).toEqual({ 'crash-points': ['parcel-a'] });
    expect(otherwise.sweep.outcomes[0].problems.join()).toMatch(/expected to be returned, but it is delivered/);
  });

  it('judges every version of a record where the run has them, and finds one that was overwritten', async () => {
    const of = async (change: (versions: Record<string, unknown>[]) => void): Promise<Verdict> => {
      const { verdict } = await judged((run) => {
        const versions = versionsOf(run['tables/parcels.jsonl'] ?? []);
        change(versions);
        run[runFiles.versions] = versions;
      });
      return verdict;
    };
    const whole = await of(() => undefined);
    expect(whole.reasons).toEqual([]);
    expect(whole.invariants).toHaveLength(7);
    const overwritten = await of((versions) => {
      const again = versions.filter(({ key }) => key === 'parcel-a');
      versions.push(...again.map((version) => ({ ...version, at: Number(version.at) + 10_000 })));
    });
    expect(broken(overwritten)).toEqual({ 'versions-advance': ['parcel-a'] });
    const cut = await of((versions) =>
      versions.splice(0, versions.length, ...versions.filter(({ key }) => key !== 'parcel-b')),
    );
    expect(cut).toMatchObject({ verdict: 'inconclusive', history: { complete: false } });
    expect(cut.reasons.join()).toMatch(/the stream says nothing of the parcel parcel-b/);
  });

  it('does not pretend to have seen versions that an experiment asks for', async () => {
    const { verdict } = await judged((run) => {
      Object.assign(run.manifest[0]?.experiment ?? {}, { invariants: ['versions-advance'] });
    });
    expect(verdict.reasons.join()).toMatch(/versions.jsonl is missing/);
    expect(verdict.verdict).toBe('inconclusive');
  });

  it('gives the same verdict when the run is judged again', async () => {
    const { runDir, verdict } = await judged();
    expect(await judgeRun(runDir, named)).toEqual(verdict);
  });

  it('names whom an invariant of the system accuses, in its words', async () => {
    const { verdict } = await judged((run) => {
      const [signature] = run['tables/signatures.jsonl'] ?? [];
      run['tables/signatures.jsonl']?.push({ ...signature, id: 'another' });
    });
    expect(verdict).toMatchObject({ verdict: 'fail', exitCode: 1 });
    expect(broken(verdict)).toEqual({ 'signed-once': ['parcel-a'] });
    expect(verdict.invariants.map(({ counterexample }) => counterexample?.summary)).toContain(
      'parcel-a: signed for 2 times, expected 1',
    );
  });

  it('judges a system without sagas by its requests, and by what is asked of every run', async () => {
    const run = sampleRun();
    Object.assign(run.manifest[0]?.experiment ?? {}, { invariants: ['one-answer-per-key'] });
    const runDir = await writeRun(run);
    folders.push(runDir);
    const translate = () => ({ happenings: [], problems: [] });
    const verdict = await judgeRun(runDir, () => {
      return { keyField: 'id', judging: async () => ({ translate, invariants: [] }) };
    });
    expect(verdict.reasons).toEqual([]);
    expect(verdict.invariants.map(({ name }) => name)).toEqual(['steady-state', 'no-residue', 'one-answer-per-key']);
    expect(verdict.facts.units).toMatchObject({ total: 3, open: 0, outcomes: { accepted: 3 } });
  });

  it('fails a run whose faults were left behind or whose steady state did not return', async () => {
    const left = 'still active: rule slow';
    const { verdict } = await judged((run) => {
      const steps = run[runFiles.journal]?.slice(-2) ?? [];
      const probes = [
        { name: 'no-message-waits', tolerance: 0, got: 3, met: false },
        { name: 'no-saga-is-open', tolerance: 0, got: 0, met: true },
      ];
      Object.assign(steps[0] ?? {}, { status: 'failed', detail: { result: { probes } } });
      Object.assign(steps[1] ?? {}, { status: 'failed', detail: { result: { residue: [left] } } });
    });
    expect(verdict).toMatchObject({ verdict: 'fail', exitCode: 1 });
    expect(broken(verdict)).toEqual({ 'steady-state': ['no-message-waits'], 'no-residue': [left] });
    expect(verdict.reasons.join('; ')).toContain('no-message-waits: expected 0, got 3');
  });

  it('accounts for every dead letter, by the field of its body that holds the key of the system', async () => {
    const letter = { queue: 'parcels-sent-dlq', messageId: 'm', body: '{"parcel":"parcel-a"}' };
    const of = async (dead: Record<string, unknown>): Promise<Verdict> =>
      (await judged((run) => run[runFiles.deadLetters]?.push({ ...letter, ...dead }))).verdict;
    expect((await of({})).verdict).toBe('pass');
    expect(broken(await of({ body: 'poison' }))).toEqual({ 'message-conservation': ['m'] });
    expect(broken(await of({ body: '{"sagaId":"parcel-a"}' }))).toEqual({ 'message-conservation': ['m'] });
    expect(broken(await of({ body: '{"parcel":"parcel-x"}' }))).toEqual({ 'message-conservation': ['parcel-x'] });
    expect((await of({ body: 'poison of an earlier run', sentAt: 1 })).verdict).toBe('pass');
  });

  it('leaves out what earlier runs left on the same tables', async () => {
    const { verdict } = await judged((run) => {
      const [parcel] = run['tables/parcels.jsonl'] ?? [];
      run['tables/parcels.jsonl']?.push({ ...parcel, id: 'old', createdAt: 1 });
    });
    expect(verdict.reasons).toEqual([]);
  });

  it.each<[string, (run: RunFiles) => void, RegExp]>([
    ['a fault never fired', (run) => run[runFiles.ledger]?.pop(), /the fault slow never fired/],
    [
      'a table is missing',
      (run) => Reflect.deleteProperty(run, 'tables/signatures.jsonl'),
      /signatures.jsonl is missing/,
    ],
    [
      'the collection had a problem',
      (run) => {
        run[runFiles.collection] = [
          { schema: 1, startedAt: 1, endedAt: 2, problems: ['queues could not be read'], counts: {} },
        ];
      },
      /queues could not be read/,
    ],
    [
      'nobody looked for what faults left behind',
      (run) => run[runFiles.journal]?.pop(),
      /no-residue could not be judged: nobody looked for what faults left behind: the run did not come to that/,
    ],
    [
      'the hypothesis could not be probed',
      (run) =>
        Object.assign(run[runFiles.journal]?.at(-2) ?? {}, { status: 'failed', detail: { error: 'no connection' } }),
      /steady-state could not be judged: the hypothesis was not probed after the faults: no connection/,
    ],
    [
      'a stop condition was breached',
      (run) =>
        run[runFiles.journal]?.push({ at: 1, step: 'experiment', status: 'aborted', detail: { error: 'too deep' } }),
      /the experiment was aborted: too deep/,
    ],
    [
      'the runner died',
      (run) =>
        run[runFiles.journal]?.push({ at: 1, step: 'experiment', status: 'interrupted', detail: { error: 'killed' } }),
      /the experiment was interrupted: killed/,
    ],
    [
      'nothing happened',
      (run) => {
        for (const file of Object.keys(run)) if (file.startsWith('tables/') || file === runFiles.client) run[file] = [];
      },
      /nothing was judged/,
    ],
  ])('is inconclusive when %s', async (_, change, reason) => {
    const { verdict } = await judged(change);
    expect(verdict.reasons.join('; ')).toMatch(reason);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', exitCode: 2 });
  });

  it('reports a line that a crash cut off, and judges the rest', async () => {
    const { runDir } = await judged();
    await appendFile(join(runDir, runFiles.client), '{"at":17672');
    const verdict = await judgeRun(runDir, named);
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reasons.join()).toMatch(/client.jsonl:6: .*got {"at":17672/);
  });

  it('refuses a run of a system that nobody knows', async () => {
    const unknown = judged((run) => {
      run.manifest[0] = { ...run.manifest[0], system: { name: 'letters', unit: { one: 'letter', many: 'letters' } } };
    });
    await expect(unknown).rejects.toThrow('there is no system letters');
  });

  it('refuses a folder that holds no run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-run-'));
    folders.push(folder);
    await expect(judgeRun(folder, named)).rejects.toThrow(RunError);
  });
});
