import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { system } from '../functions/orders/system.ts';
import { assemble } from './assembly.ts';
import type { Target } from './guard.ts';

const target: Target = { kind: 'localstack', account: '000000000000', region: 'us-east-1' };

describe('assemble', () => {
  it('makes an assembly that can be deployed, and takes it again while nothing changes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-assemblies-'));
    const lines: string[] = [];
    const options = { folder, report: (line: string) => lines.push(line) };
    const first = await assemble(target, system, options);
    expect(existsSync(join(first, 'orders.template.json'))).toBe(true);
    expect(lines).toEqual(['bundling the functions', 'synthesizing the stack']);

    expect(await assemble(target, system, options)).toBe(first);
    expect(lines.at(-1)).toBe('nothing changed since this was bundled');
    expect(readdirSync(folder)).toHaveLength(1);
  }, 60_000);

  it('leaves nothing behind when it fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-assemblies-'));
    const failing = assemble(target, system, { sabotage: 'no-such', folder, report: () => {} });
    await expect(failing).rejects.toThrow('There is no sabotage called "no-such".');
    expect(readdirSync(folder)).toEqual([]);
  });
});
