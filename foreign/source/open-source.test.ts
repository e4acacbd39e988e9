import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
