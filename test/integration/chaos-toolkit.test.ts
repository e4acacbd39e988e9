import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { experimentNames, experimentPath } from '../../cli/experiment/experiment-path.ts';
import { readLabExperiment } from '../../cli/experiment/read.ts';
import { exportToChaosToolkit } from '../../experiment/exports/chaos-toolkit.ts';
import { projectRoot } from '../../kernel/project.ts';
import { findPython } from '../../localstack/host/python.ts';

const venv = join(projectRoot, '.lab', 'chaostoolkit');
const chaos = join(venv, 'bin', 'chaos');
const version = '1.21.4';

/** Whether the real tool is there, or could be installed with the Python that the lab has. */
async function installed(): Promise<boolean> {
  if (existsSync(chaos)) return true;
  try {
    const { path } = await findPython();
    await execa(path, ['-m', 'venv', venv]);
    await execa(join(venv, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `chaostoolkit==${version}`], {
      timeout: 120_000,
    });
    return existsSync(chaos);
  } catch {
    rmSync(venv, { recursive: true, force: true });
    return false;
  }
}

const whereInstalled = (await installed()) ? it : it.skip;

describe('an export to Chaos Toolkit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-chaostoolkit-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const validate = (file: string) =>
    execa(chaos, ['--no-version-check', '--no-log-file', 'validate', file], {
      cwd: projectRoot,
      all: true,
      reject: false,
    });

  whereInstalled.each(experimentNames())(
    'of %s is accepted by the tool itself',
    async (name) => {
      const file = join(folder, `${name}.json`);
      const { experiment } = await readLabExperiment(experimentPath(name));
      writeFileSync(file, JSON.stringify(exportToChaosToolkit(experiment, { experiment: name, port: 4566 }).file));
      const { exitCode, all } = await validate(file);
      expect(all).toContain('experiment syntax and semantic look valid');
      expect(exitCode).toBe(0);
    },
    60_000,
  );

  whereInstalled('would be refused if it were wrong', async () => {
    const { exitCode } = await validate('package.json');
    expect(exitCode).not.toBe(0);
  });
});
