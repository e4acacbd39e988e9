import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { faultline, packedForTests, projectLike, write } from '../packed/packed.ts';

jest.setTimeout(1_800_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const here = ['--count', '12', '--endpoint', endpoint];

const packed = packedForTests();

/** A config that asks an app so. */
const config = (app: string, input: string) => ({
  'faultline.config.mts': `import { defineConfig } from 'faultline';
export default defineConfig({ app: '${app}', key: 'job', input: ${input} });
`,
});

describe('whatever an app comes from', () => {
  it.each([
    ['a CloudFormation template', 'template.yaml', "[{ send: 'Jobs', body: { job: '{{key}}' } }]"],
    ['a SAM template', 'sam.yaml', "[{ http: 'POST /jobs', body: { job: '{{key}}' } }]"],
    ["a SAM template, asked by somebody's own Artillery script", 'sam.yaml', "{ artillery: 'load.yml' }"],
  ])('it is run to a verdict: %s', async (what, app, input) => {
    const folder = projectLike(packed, 'test/apps/templates', what.replaceAll(/\W+/g, '-'));
    write(folder, config(app, input));
    expect(await faultline(folder, ['init', '--app', app])).toMatchObject({ exitCode: 0 });
    const { exitCode, text } = await faultline(folder, ['run', 'duplicate-storm', ...here]);
    expect(text).toMatch(/3 of 3 experiments passed/);
    expect(exitCode).toBe(0);
  });

  it.each(['cdk.out', 'npx cdk synth'])('it is run to a verdict: %s of a CDK app', async (app) => {
    const folder = projectLike(packed, 'examples/meters', app.replaceAll(/\W+/g, '-'));
    const file = 'faultline.config.mts';
    write(folder, { [file]: readFileSync(join(folder, file), 'utf8').replace('key:', `app: '${app}', key:`) });
    if (app === 'cdk.out') await faultline(folder, ['init', '--app', 'npx cdk synth --output cdk.out']);
    expect(await faultline(folder, ['init', '--app', app])).toMatchObject({ exitCode: 0 });
    const { exitCode, text } = await faultline(folder, ['run', 'duplicate-storm', ...here]);
    expect(text).toMatch(/duplicate-storm +fail /);
    expect(exitCode).toBe(1);
  });
});

describe('events on a bus, the URL of a function, and an invariant of its owner', () => {
  it('finds what is kept twice, and passes once it is mended', async () => {
    const folder = projectLike(packed, 'test/apps/inputs', 'inputs');
    await faultline(folder, ['init', '--app', 'template.yaml']);
    const broken = await faultline(folder, ['run', 'duplicate-storm', ...here]);
    expect(broken.text).toMatch(/✗ one-row-a-request .*2 rows/);
    expect(broken.exitCode).toBe(1);
    const template = readFileSync(join(folder, 'template.yaml'), 'utf8');
    write(folder, { 'template.yaml': template.replace('keep.twice', 'keep.once') });
    const mended = await faultline(folder, ['run', 'duplicate-storm', ...here]);
    expect(mended.text).toMatch(/✓ one-row-a-request/);
    expect(mended.text).toMatch(/3 of 3 experiments passed/);
    expect(mended.exitCode).toBe(0);
  });
});
