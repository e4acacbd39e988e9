import { globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { packedForTests, run, write } from '../packed/packed.ts';

jest.setTimeout(1_800_000);

/** What somebody's project has: a construct library that is older than ours, and what runs TypeScript. */
const theirs = ['aws-cdk-lib@2.200.1', 'constructs@10.4.2', 'ts-node@10.9.2', 'typescript@5.9.3', 'tsx@4.20.6'];

/** The app of a `cdk init`. */
const app = `
import { App, Stack, aws_lambda as lambda } from 'aws-cdk-lib';
import { ChaosLab } from 'faultline/cdk';

const app = new App();
const stack = new Stack(app, 'Theirs');
const code = lambda.Code.fromInline('exports.handler = async () => 1');
const mine = new lambda.Function(stack, 'Mine', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code });
new ChaosLab(stack, 'Chaos', { prefix: 'theirs' }).disturb(stack);
const { Resources } = app.synth().getStackByName('Theirs').template;
console.log(Resources[stack.getLogicalId(mine.node.defaultChild as never)].Properties.Handler);
`;

const packed = packedForTests();

describe('the package, installed by npm beside another version of the construct library', () => {
  let home: string;
  beforeAll(async () => {
    home = join(packed.place, 'installed');
    write(home, { 'package.json': JSON.stringify({ name: 'theirs', private: true }) });
    const npm = ['install', packed.archive, ...theirs, '--no-audit', '--no-fund', '--loglevel=error'];
    expect(await run(home, 'npm', npm)).toMatchObject({ exitCode: 0 });
  });

  it('brings no second construct library', () => {
    expect(globSync('**/node_modules/aws-cdk-lib', { cwd: home })).toEqual(['node_modules/aws-cdk-lib']);
  });

  it.each([
    ['CommonJS, run by ts-node', 'commonjs', { module: 'commonjs', moduleResolution: 'node10' }, 'ts-node/dist/bin.js'],
    ['ES modules, run by tsx', 'module', { module: 'nodenext' }, 'tsx/dist/cli.mjs'],
  ])('puts the functions of a project under chaos, typed: %s', async (_, type, compiler, runner) => {
    const folder = join(home, type);
    const compilerOptions = { ...compiler, target: 'es2022', strict: true, skipLibCheck: true, types: ['node'] };
    write(folder, {
      'package.json': JSON.stringify({ name: 'app', type }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files: ['app.ts'] }),
      'app.ts': app,
    });
    const tsc = [join(home, 'node_modules/typescript/bin/tsc'), '-p', '.'];
    expect(await run(folder, process.execPath, tsc)).toEqual({ exitCode: 0, text: '' });
    const started = await run(folder, process.execPath, [join(home, 'node_modules', runner), 'app.ts']);
    expect(started).toEqual({ exitCode: 0, text: 'faultline-chaos.handler\n' });
    const { exitCode, text } = await run(folder, 'npx', ['faultline', '--version']);
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
