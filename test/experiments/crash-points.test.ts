import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { projectRoot } from '../../kernel/project.ts';

jest.setTimeout(900_000);

/** A sweep over a few points on the LocalStack of the tests. The whole of it takes some minutes: ./lab sweep crash. */
async function sweep(...options: string[]) {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint === undefined) throw new Error('AWS_ENDPOINT_URL is not set: run the experiments by ./lab test');
  const args = ['sweep', 'crash', '--endpoint', endpoint, ...options];
  const { exitCode, stdout, stderr } = await execa(join(projectRoot, 'lab'), args, { cwd: projectRoot, reject: false });
  const report = /^Report: (\S+)$/m.exec(stdout)?.[1];
  if (report === undefined)
    throw new Error(`No report in the output of ./lab ${args.join(' ')}:\n${stdout}\n${stderr}`);
  const read = (file: string) => readFile(join(projectRoot, dirname(report), file), 'utf8');
  const ledger = (await read('ledger.jsonl')).trim().split('\n');
  return {
    exitCode,
    stdout,
    sweep: JSON.parse(await read('sweep.json')),
    injections: ledger.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('./lab sweep crash', () => {
  it('hurts an order in each way at the call that charges it, and every order survives', async () => {
    const { exitCode, stdout, sweep: found, injections } = await sweep('--only', 'confirmed.payments.charge-do.2');
    expect(found.points).toMatchObject([{ operation: 'dynamodb:PutItem', resources: ['orders-provider-ledger'] }]);
    expect(found.coverage).toEqual({ points: 1, cells: 5, fired: 5, survived: 5, violated: 0, neverFired: 0 });
    expect(injections).toContainEqual(expect.objectContaining({ fault: 'crash-at-call', function: 'orders-payments' }));
    expect(stdout).toMatch(/confirmed +payments +charge-do +1 +1 +1 +1 +1 +1$/m);
    expect(exitCode).toBe(0);
  });

  it('finds an inventory that takes stock again when it is asked again', async () => {
    const { exitCode, stdout } = await sweep(
      '--only',
      'confirmed.inventory.reserve-do.2',
      '--sabotage',
      'double-effect',
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✗ resource-conservation');
  });
});
