import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { systems } from '../../functions/systems.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { projectRoot } from '../../kernel/project.ts';
import type { System } from '../../system/system.ts';
import { delayOf } from './delay-of.ts';

jest.setTimeout(1_800_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const at = ['--endpoint', endpoint];
const cloud = localstackCloud(endpoint);

async function lab(...args: readonly string[]) {
  const options = { cwd: projectRoot, reject: false, all: true } as const;
  const { exitCode, all: output } = await execa(join(projectRoot, 'lab'), args, options);
  return { exitCode, output };
}

/** The first function of a system that is deployed. */
async function functionOf({ name }: Pick<System, 'name'>): Promise<string> {
  const { functions } = await findDeployed(cloud, name);
  return functions[0] ?? `${name} is not deployed`;
}

beforeAll(async () => {
  for (const { name } of systems) {
    const { exitCode, output } = await lab('deploy', '--system', name, ...at);
    if (exitCode !== 0) throw new Error(output);
  }
});

describe('systems side by side on one LocalStack', () => {
  it('are seen, hurt and let go together, and each by its name', async () => {
    const functions = await Promise.all(systems.map(functionOf));
    const { output: seen } = await lab('status', ...at);
    for (const name of functions) expect(seen).toContain(name);
    for (const name of functions) {
      expect(await lab(...delayOf(name), ...at)).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('is in place'),
      });
    }
    const { output: active } = await lab('chaos', 'status', ...at);
    for (const name of functions) expect(active).toMatch(new RegExp(`${name} +delay +function ${name} `));
    expect(await lab('abort', ...at)).toMatchObject({
      output: expect.stringContaining(`${functions.length} faults ended`),
    });
    expect(await lab('chaos', 'status', ...at)).toEqual({ exitCode: 0, output: 'No fault is active.' });
  });
});

/** A point of each system that a sweep goes through in half a minute. */
const points: Readonly<Record<string, string>> = {
  orders: 'confirmed.payments.charge-do.1',
  'rate-limiter': 'no-limit.front.request.1',
};

describe.each(systems.map(({ name, firstExperiment }) => ({ name, experiment: `${name}/${firstExperiment}` })))(
  '$name, through every command',
  ({ name, experiment }) => {
    it('is told of', async () => {
      expect(await lab('experiment', 'show', experiment)).toMatchObject({ exitCode: 0 });
      const { output } = await lab('experiment', 'list');
      expect(output).toContain(experiment.split('/')[1]);
      expect(await lab('logs', ...at)).toMatchObject({ exitCode: 0, output: expect.stringContaining(`${name}-`) });
    });

    it('has its dead letters moved back, if it has some', async () => {
      expect(await lab('redrive', '--system', name, ...at)).toMatchObject({ exitCode: 0 });
    });

    it('is run to a verdict, which is reported again', async () => {
      const { exitCode, output } = await lab('run', experiment, '--count', '60', ...at);
      expect(output).toMatch(/^PASS /m);
      expect(exitCode).toBe(0);
      const report = /^Report: (\S+)\/report\.html$/m.exec(output)?.[1] ?? '';
      expect(await lab('report', report)).toMatchObject({ exitCode: 0 });
    });

    it('is run in a game day', async () => {
      const day = join(mkdtempSync(join(tmpdir(), 'faultline-day-')), 'day.yaml');
      writeFileSync(day, `title: A day\nexperiments: [{ experiment: ${experiment}, count: 60 }]\n`);
      const { exitCode, output } = await lab('gameday', day, ...at);
      expect(output).toContain('1 of 1 experiments passed');
      expect(exitCode).toBe(0);
    });

    it('is swept', async () => {
      const { exitCode, output } = await lab('sweep', 'crash', '--system', name, '--only', points[name] ?? '', ...at);
      expect(output).toMatch(/✓ crash-points /);
      expect(exitCode).toBe(0);
    });

    it('comes and goes', async () => {
      expect(await lab('deploy', '--system', name, ...at)).toMatchObject({ exitCode: 0 });
      expect(await lab('destroy', '--system', name, ...at)).toMatchObject({ exitCode: 0 });
      expect((await lab('status', ...at)).output).not.toMatch(new RegExp(`^${name}-`, 'm'));
    });
  },
);
