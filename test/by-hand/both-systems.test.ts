import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { systems } from '../../functions/systems.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { projectRoot } from '../../kernel/project.ts';
import type { System } from '../../system/system.ts';

jest.setTimeout(300_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const cloud = localstackCloud(endpoint);

async function lab(...args: readonly string[]) {
  const options = { cwd: projectRoot, reject: false, all: true } as const;
  const { exitCode, all: output } = await execa(join(projectRoot, 'lab'), [...args, '--endpoint', endpoint], options);
  return { exitCode, output };
}

/** The first function of a system that is deployed. */
async function functionOf({ name }: Pick<System, 'name'>): Promise<string> {
  const { functions } = await findDeployed(cloud, name);
  return functions[0] ?? `${name} is not deployed`;
}

beforeAll(async () => {
  for (const { name } of systems) {
    const { exitCode, output } = await lab('deploy', '--system', name);
    if (exitCode !== 0) throw new Error(output);
  }
});

describe('systems side by side on one LocalStack', () => {
  it('are seen, hurt and let go together, and each by its name', async () => {
    const functions = await Promise.all(systems.map(functionOf));
    const { output: seen } = await lab('status');
    for (const name of functions) expect(seen).toContain(name);
    for (const name of functions) {
      const args = [
        'chaos',
        'inject',
        'delay',
        '--function',
        name,
        '--param',
        'delayMs=1',
        '--for',
        '60s',
        '--id',
        name,
      ];
      expect(await lab(...args)).toMatchObject({ exitCode: 0, output: expect.stringContaining('is in place') });
    }
    const { output: active } = await lab('chaos', 'status');
    for (const name of functions) expect(active).toMatch(new RegExp(`${name} +delay +function ${name} `));
    expect(await lab('abort')).toMatchObject({ output: expect.stringContaining(`${functions.length} faults ended`) });
    expect(await lab('chaos', 'status')).toEqual({ exitCode: 0, output: 'No fault is active.' });
  });
});
