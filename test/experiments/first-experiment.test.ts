import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { projectRoot } from '../../kernel/project.ts';
import { runFiles } from '../../run/run-files.ts';
import { type Verdict, verdictSchema } from '../../verify/verdict/verdict-schema.ts';

jest.setTimeout(240_000);

/** A run from nothing to a verdict on the LocalStack of the tests: what it printed, its exit code and its verdict. */
async function run(...options: string[]): Promise<{ exitCode: number | undefined; output: string; verdict: Verdict }> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint === undefined) throw new Error('AWS_ENDPOINT_URL is not set: run the experiments by ./lab test');
  const args = ['run', 'slow-and-throttled-checkout', '--endpoint', endpoint, '--count', '30', ...options];
  const { exitCode, stdout, stderr } = await execa(join(projectRoot, 'lab'), args, { cwd: projectRoot, reject: false });
  const output = `${stdout}\n${stderr}`;
  const report = /^Report: (\S+)$/m.exec(stdout)?.[1];
  if (report === undefined) throw new Error(`No report in the output of ./lab ${args.join(' ')}:\n${output}`);
  const file = join(projectRoot, dirname(report), runFiles.verdict);
  return { exitCode, output, verdict: verdictSchema.parse(JSON.parse(await readFile(file, 'utf8'))) };
}

describe('./lab run', () => {
  it('passes the order system while payments are slow and the inventory is throttled', async () => {
    const { exitCode, output, verdict } = await run();
    expect(verdict.reasons).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(verdict.facts.units).toMatchObject({ total: 30, open: 0, unexpected: 0 });
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^PASS /m);
  });

  it('fails a system that does not compensate, and names an order', async () => {
    const { exitCode, output, verdict } = await run('--sabotage', 'no-compensation');
    const broken = verdict.invariants.find(({ name }) => name === 'saga-atomicity');
    expect(broken?.valid).toBe(false);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^FAIL /m);
    expect(output).toContain(`✗ saga-atomicity  ${broken?.counterexample?.ids[0]}: `);
  });
});
