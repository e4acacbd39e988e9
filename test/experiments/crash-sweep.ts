import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { projectRoot } from '../../kernel/project.ts';

/** A sweep over a few points on the LocalStack of the tests. The whole of it takes some minutes: ./lab sweep crash. */
export async function crashSweep(...options: string[]) {
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
