import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { projectRoot } from '../../kernel/project.ts';
import { buildPackage } from '../../package/build.ts';

jest.setTimeout(1_800_000);

const place = mkdtempSync(join(tmpdir(), 'faultline-package-'));
const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

/** A construct library that is older than ours. */
const older = ['aws-cdk-lib@2.200.1', 'constructs@10.4.2'];

async function run(
  folder: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const options = { cwd: folder, env: { ...process.env, PATH, NO_COLOR: '1', ...env } };
  return promisify(execFile)(command, args, options).then(
    ({ stdout, stderr }) => ({ exitCode: 0, text: `${stdout}${stderr}` }),
    ({ code, stdout, stderr }) => ({ exitCode: Number(code), text: `${stdout}${stderr}` }),
  );
}

const faultline = (folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(folder, process.execPath, [join(folder, 'node_modules/faultline/cli/faultline.js'), ...args], env);

/** A project of somebody else, with the packed package installed; the packages that it needs are those that are here. */
function project(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(place, name);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(join(place, 'package'), join(modules, 'faultline'), { recursive: true });
  const links = readdirSync(join(projectRoot, 'node_modules')).filter((entry) => entry !== 'faultline');
  for (const entry of links) symlinkSync(join(projectRoot, 'node_modules', entry), join(modules, entry));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** The app of a `cdk init`, as a module of one kind or the other. */
const app = (isModule: boolean) => `${
  isModule
    ? "import { App, Stack, aws_lambda as lambda } from 'aws-cdk-lib';\nimport { ChaosLab } from 'faultline/cdk';"
    : "import cdk = require('aws-cdk-lib');\nimport faultline = require('faultline/cdk');\nconst { App, Stack, aws_lambda: lambda } = cdk;\nconst { ChaosLab } = faultline;"
}
const app = new App();
const stack = new Stack(app, 'Theirs');
const code = lambda.Code.fromInline('exports.handler = async () => 1');
new lambda.Function(stack, 'Mine', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code });
new ChaosLab(stack, 'Chaos', { prefix: 'theirs' }).disturb(stack);
const { Resources } = app.synth().getStackByName('Theirs').template;
console.log(Resources[stack.getLogicalId(stack.node.findChild('Mine').node.defaultChild as never)].Properties.Handler);
`;

beforeAll(async () => {
  const built = join(place, 'built');
  buildPackage(built);
  const packed = await run(place, 'npm', ['pack', built, '--silent']);
  expect(packed.text.trim()).toMatch(/^faultline-[\d.]+\.tgz$/);
  await run(place, 'tar', ['-xzf', packed.text.trim()]);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('the package', () => {
  it('holds what others need, and nothing of our own systems and tests', () => {
    const top = readdirSync(join(place, 'package'));
    expect(top).toEqual(expect.arrayContaining(['chaos', 'cli', 'localstack', 'package.json', 'LICENSE']));
    for (const ours of ['functions', 'bench', 'test', 'tidy', 'docs']) expect(top).not.toContain(ours);
    const files = readdirSync(join(place, 'package'), { recursive: true }).map(String);
    expect(files.filter((file) => /\.test\.|\/testing\/|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  it('holds the whole plug-in, with what runs inside of execution environments', () => {
    const plugin = 'localstack/plugin/src';
    const inSources = globSync(`${plugin}/**/*.*`, { cwd: projectRoot, exclude: ['**/__pycache__', '**/*.egg-info'] });
    expect(inSources.length).toBeGreaterThan(100);
    expect(globSync(`${plugin}/**/*.*`, { cwd: join(place, 'package') }).sort()).toEqual(inSources.sort());
  });

  it('says the command of the package where a message says what to type', async () => {
    const folder = project('words');
    expect((await faultline(folder, ['status', '--port', '4999'])).text).toContain('Start it with npx faultline up');
    const { exitCode, text } = await faultline(folder, ['logs', '--port', '4999']);
    expect(text).toMatch(
      /^faultline: no LocalStack answers at .*\nStart one with npx faultline up, or name its --port\.\n$/,
    );
    expect(exitCode).toBe(3);
  });

  it('misses nothing of a project that installed it', async () => {
    const { text } = await faultline(project('doctor'), ['doctor', '--port', '4999']);
    expect(text).toMatch(/^ok +Node /m);
    expect(text).not.toContain('npm packages');
  });

  it.each([
    ['a CommonJS project', false],
    ['a project of ES modules', true],
  ])(
    'puts the functions of %s under chaos, typed, whatever version of the construct library it has',
    async (_, isModule) => {
      const folder = project(`cdk-${isModule}`, {
        'package.json': JSON.stringify({ name: 'theirs', type: isModule ? 'module' : 'commonjs' }),
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            ...{ module: 'nodenext', target: 'es2022', strict: true, skipLibCheck: true, types: [], outDir: 'out' },
          },
          files: ['app.ts'],
        }),
        'app.ts': app(isModule),
      });
      for (const name of ['aws-cdk-lib', 'constructs']) rmSync(join(folder, 'node_modules', name));
      const elsewhere = join(place, `older-${isModule}`);
      const installed = await run(place, 'npm', [
        'install',
        '--prefix',
        elsewhere,
        '--no-audit',
        '--no-fund',
        ...older,
      ]);
      expect(installed).toMatchObject({ exitCode: 0 });
      for (const name of ['aws-cdk-lib', 'constructs']) {
        cpSync(join(elsewhere, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
      }
      const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc');
      expect(await run(folder, process.execPath, [tsc, '-p', '.'])).toEqual({ exitCode: 0, text: '' });
      expect(await run(folder, process.execPath, ['out/app.js'])).toEqual({
        exitCode: 0,
        text: 'faultline-chaos.handler\n',
      });
    },
  );

  it.each<[string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
    ['no config', {}, ['run'], /there is no faultline\.config\.ts in .*npx faultline init/s],
    ['no cdk.json', {}, ['init'], /holds no CDK app: it has no cdk\.json/],
    [
      'an app that does not synthesize',
      { 'cdk.json': '{"app":"node nowhere.js"}' },
      ['init'],
      /does not synthesize: .*Cannot find module/s,
    ],
    [
      'a config with a typo',
      { 'faultline.config.mjs': 'export default { imput: [] };' },
      ['run'],
      /faultline\.config\.mjs is no config:.*imput.*It takes app, stacks, key, unit, input/s,
    ],
  ])('says in one message what is wrong with %s', async (what, files, args, expected) => {
    const folder = project(what.replaceAll(/\W+/g, '-'), files);
    const { exitCode, text } = await faultline(folder, args);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(3);
  });
});

describe('an app of another repository', () => {
  let folder: string;
  beforeAll(async () => {
    folder = project('meters');
    cpSync(join(projectRoot, 'examples/meters'), folder, { recursive: true });
    cpSync(join(projectRoot, 'package-lock.json'), join(folder, 'package-lock.json'));
  });

  it('is told what it consists of, and gets experiments that fit', async () => {
    const { exitCode, text } = await faultline(folder, ['init']);
    expect(text).toMatch(/queues: Meters-Readings \(to Meters-Aggregate, after 6 receives to Meters-DeadReadings\)/);
    expect(text).toMatch(/writes: Meters-Aggregate to Meters-Totals/);
    expect(existsSync(join(folder, 'faultline/duplicate-storm.yaml'))).toBe(true);
    expect(exitCode).toBe(0);
  });
});
