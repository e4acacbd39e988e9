import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkerOf, modelOf } from './catalogue.ts';
import { CheckError } from './check-error.ts';

let folder = '';
let files = 0;

/** A file of somebody's own. */
async function own(text: string): Promise<string> {
  files += 1;
  const file = join(folder, `own-${files}.mjs`);
  await writeFile(file, text);
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-own-'));
});

afterAll(() => rm(folder, { recursive: true }));

const example = 'verify/examples/ holds one that is complete.';

describe('a checker of your own', () => {
  it('has a name and check(), and claims what it is called where it says nothing else', async () => {
    const plain = await own("export const checker = { name: 'plain', check() {} };");
    expect(await checkerOf(plain)).toMatchObject({ checker: { name: 'plain', claim: 'plain' }, models: [] });
    const claiming = await own("export const checker = { name: 'plain', claim: 'All.', check() {} };");
    expect(await checkerOf(claiming)).toMatchObject({ checker: { claim: 'All.' } });
  });

  it.each([
    ["export const checker = { name: 'plain' };", 'has no name or no check()', example],
    ['export const checker = { check() {} };', 'has no name or no check()', example],
    ['export const judge = 1, other = 2;', 'exports judge, other, expected a checker', 'Write: export const checker'],
    ['export const checker = null;', 'exports checker, expected a checker', 'Write: export const checker'],
    ["export const checker = 'plain';", 'exports checker, expected a checker', 'Write: export const checker'],
    ['', 'exports nothing, expected a checker', 'Write: export const checker'],
    ["throw new Error('boom');", 'cannot be loaded: boom', 'It must be TypeScript that exports a checker.'],
    ["throw 'boom';", 'cannot be loaded: boom', 'It must be TypeScript that exports a checker.'],
  ])('is not: %s', async (text, message, hint) => {
    const loading = checkerOf(await own(text));
    await expect(loading).rejects.toThrow(CheckError);
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
  });
});

describe('a model of your own', () => {
  it.each([
    ['operations: {}, step() {}, keyOf() {}', true],
    ['step() {}, keyOf() {}', false],
    ['operations: {}, keyOf() {}', false],
    ['operations: {}, step() {}', false],
  ])('%s: %s', async (text, isWhole) => {
    const loading = modelOf(await checkerOf('linearizability'), await own(`export const model = { ${text} };`));
    if (isWhole) expect(await loading).toMatchObject({ operations: {} });
    else await expect(loading).rejects.toMatchObject({ hint: example });
  });

  it('is none where a checker judges by names', async () => {
    const entry = await checkerOf('list-append');
    await expect(modelOf(entry, 'model.ts')).rejects.toThrow('there is no model "model.ts"');
    expect(await modelOf(entry, undefined)).toBeUndefined();
    expect(await modelOf(entry, 'serializable')).toBe('serializable');
  });
});
