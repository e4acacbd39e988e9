import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSource } from './open-source.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'faultline-source-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('where an app comes from', () => {
  it('is a cloud assembly as it lies there', async () => {
    writeFileSync(join(root, 'manifest.json'), '{}');
    expect((await openSource(root, '.')).folder).toBe(root);
  });

  it('is synthesized where its cdk.json lies', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
    const app = 'cp cdk.json "${CDK_OUTPUT}/manifest.json" # cdk synth';
    mkdirSync(join(root, 'infra'));
    writeFileSync(join(root, 'infra', 'cdk.json'), JSON.stringify({ app }));
    const { folder, remove } = await openSource(root, 'infra');
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual({ app });
    remove();
    expect(existsSync(folder)).toBe(false);
  });

  it.each(['-o own/cdk.out', '--output=own/cdk.out', "--output 'own/cdk.out'"])(
    'may be written to a place of its own: %s',
    async (own) => {
      const app = `mkdir -p own/cdk.out && echo {} > own/cdk.out/manifest.json # cdk synth ${own}`;
      const { folder, remove } = await openSource(root, app);
      expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{}\n');
      remove();
      expect(existsSync(join(root, 'own/cdk.out/manifest.json'))).toBe(true);
    },
  );

  it.each([
    ['a template that is not there', 'stack.yaml', /^stack\.yaml is not there$/],
    ['an assembly that is not there', 'cdk.out', /^cdk\.out is no cloud assembly/],
    ['a folder that is none', '.', /^\. is no cloud assembly/],
    ['a command of the CDK that fails', 'exit 4 # cdk synth', /does not synthesize: it ended with 4/],
    ['one that writes nothing', 'true # cdk synth', /it wrote no cloud assembly where CDK_OUTPUT says/],
  ])('is refused: %s', async (_, app, expected) => {
    await expect(openSource(root, app)).rejects.toThrow(expected);
  });
});
