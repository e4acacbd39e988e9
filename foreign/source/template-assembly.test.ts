import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeTemplateAssembly } from './template-assembly.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'faultline-template-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

/** A template with a function of this code, and files beside it. */
async function assemblyOf(code: string, files: Readonly<Record<string, string>>, head = ''): Promise<string> {
  const template = `${head}
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Work:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: work.handler, Role: !GetAtt Role.Arn, Code: ${code} }
`;
  for (const [file, text] of Object.entries({ 'template.yaml': template, ...files })) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), text);
  }
  const folder = join(place, 'out');
  mkdirSync(folder);
  await writeTemplateAssembly(join(place, 'template.yaml'), 'shop', folder);
  return folder;
}

const read = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

describe('the assembly of a template', () => {
  it('has one stack, with the code that its functions name by a path', async () => {
    const folder = await assemblyOf('src', { 'src/work.js': '1', 'src/lib/more.js': '2', 'src/.faultline/x': '3' });
    const { artifacts } = read(folder, 'manifest.json');
    expect(artifacts.shop).toMatchObject({ type: 'aws:cloudformation:stack', properties: { stackName: 'shop' } });
    const { Work } = read(folder, 'shop.template.json').Resources;
    const { S3Key } = Work.Properties.Code;
    expect(Work.Properties.Role).toEqual({ 'Fn::GetAtt': ['Role', 'Arn'] });
    const { files } = read(folder, 'shop.assets.json');
    const { source } = files[S3Key.replace('.zip', '')];
    expect(source.packaging).toBe('zip');
    expect(readdirSync(join(folder, source.path)).sort()).toEqual(['lib', 'work.js']);
  });

  it('names code by what it holds, and nothing else', async () => {
    const keyOf = async (files: Readonly<Record<string, string>>) => {
      rmSync(join(place, 'out'), { recursive: true, force: true });
      const folder = await assemblyOf('src', files);
      return read(folder, 'shop.template.json').Resources.Work.Properties.Code.S3Key;
    };
    const first = await keyOf({ 'src/work.js': '1' });
    expect(await keyOf({ 'src/work.js': '1', 'other.js': '2' })).toBe(first);
    expect(await keyOf({ 'src/work.js': '2' })).not.toBe(first);
  });

  it.each<[string, string, Readonly<Record<string, string>>, string, RegExp]>([
    ['code that is not there', 'nowhere', {}, '', /the code of Work is not there: nowhere/],
    ['code that was not built', 'src', { 'src/work.ts': '1' }, '', /the handler of Work, work.handler, has no work.js/],
    ['an archive', 'src.zip', { 'src.zip': '1' }, '', /the code of Work is an archive/],
    ['code in a bucket', '{ S3Bucket: b, S3Key: k }', {}, '', /the code of Work lies in a bucket/],
    [
      'a parameter that nobody answers',
      'src',
      {},
      'Parameters: { Stage: { Type: String } }',
      /without a default: Stage/,
    ],
  ])('is refused for %s', async (_, code, files, head, expected) => {
    await expect(assemblyOf(code, files, head)).rejects.toThrow(expected);
    expect(existsSync(join(place, 'out', 'manifest.json'))).toBe(false);
  });
});
