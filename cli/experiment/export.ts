import { exportToChaosToolkit } from '../../experiment/exports/chaos-toolkit.ts';
import { exportToFis } from '../../experiment/exports/fis.ts';
import { faultsOf } from '../../experiment/file/experiment.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { experimentPath } from './experiment-path.ts';
import { writeOutput } from './output.ts';
import { nameOf, readLabExperiment } from './read.ts';

/** Options of `./lab experiment export`. */
export interface ExportOptions {
  readonly to: 'fis' | 'chaostoolkit';
  readonly out?: string;
  readonly account: string;
  readonly region: string;
  readonly roleArn?: string;
  readonly alarm?: readonly string[];
  readonly port: number;
}

/**
 * Writes the experiment as a file of another tool, and to standard error what that file lacks.
 * @returns the exit code: 0 when every fault is in it, 2 when some are not
 * @throws UsageError if no fault could be in it
 */
export async function exportExperiment(name: string, options: ExportOptions): Promise<number> {
  const path = experimentPath(name);
  const { experiment } = await readLabExperiment(path);
  const warn = (lines: readonly string[]) => {
    for (const line of lines) process.stderr.write(`${line}\n`);
  };
  if (options.to === 'chaostoolkit') {
    const { file, missing } = exportToChaosToolkit(experiment, { experiment: name, port: options.port });
    warn(missing.map((line) => `not in the file: ${line}`));
    await writeOutput(`${JSON.stringify(file, null, 2)}\n`, options.out);
    return 0;
  }
  const { account, region, alarm: alarmArns = [] } = options;
  const roleArn = options.roleArn ?? `arn:aws:iam::${account}:role/faultline-fis`;
  const fis = exportToFis(experiment, { name: nameOf(path), account, region, roleArn, alarmArns });
  warn([
    ...fis.missing.map((line) => `not in the template: ${line}`),
    ...fis.different.map((line) => `otherwise in FIS: ${line}`),
  ]);
  const faults = faultsOf(experiment);
  if (fis.faults === 0 && faults.length > 0) {
    throw new UsageError(`FIS has none of the faults of ${name}, so there is no template to write`, {
      hint: 'FIS has delays, errors and HTTP answers of Lambda functions: docs/faults.md says how each is called there.',
    });
  }
  await writeOutput(`${JSON.stringify(fis.template, null, 2)}\n`, options.out);
  return fis.faults === faults.length ? 0 : 2;
}
