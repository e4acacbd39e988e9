import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Outcomes of a script in a Node of its own: in Jest the functions that a module imported never change. */
function outcomesOf(script: string): Record<string, string> {
  const source = `
    import fs, { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
    import { mkdir, open, writeFile } from 'node:fs/promises';
    import { createRequire } from 'node:module';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { pathToFileURL } from 'node:url';
    import { refuseWrites } from './chaos/middleware/functions/refuse-writes.ts';

    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    const at = (name) => join(folder, name);
    writeFileSync(at('there'), 'before');
    const outcomes = {};
    const attempt = async (name, work) => {
      try {
        await work();
        outcomes[name] = 'done';
      } catch (error) {
        outcomes[name] = error.code;
      }
    };
    const called = (work) => new Promise((done, failed) => work((error) => (error ? failed(error) : done())));
    const free = refuseWrites(folder);
    try {
      ${script}
    } finally {
      free();
      rmSync(folder, { recursive: true });
    }
    console.log(JSON.stringify(outcomes));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('a folder without room', () => {
  it('refuses what would write, in every style of node:fs, also through functions that were imported before', () => {
    const outcomes = outcomesOf(`
      await attempt('an imported function', () => writeFileSync(at('a'), ''));
      await attempt('a required one', () => createRequire(import.meta.url)('fs').writeFileSync(at('a'), ''));
      await attempt('flags as a number', () => fs.openSync(at('a'), fs.constants.O_CREAT | fs.constants.O_WRONLY));
      await attempt('the folder itself', () => fs.mkdirSync(folder, { recursive: true }));
      await attempt('a new folder', () => mkdtempSync(at('a')));
      await attempt('a copy', () => fs.copyFileSync(at('there'), at('a')));
      await attempt('a URL', () => writeFile(pathToFileURL(at('a')), ''));
      await attempt('a promise', () => mkdir(at('a')));
      await attempt('a file that is there', () => open(at('there'), 'r+'));
      await attempt('a callback', () => called((done) => fs.appendFile(at('there'), 'x', done)));
      await attempt('a stream', () => called((done) => fs.createWriteStream(at('a')).on('error', done).on('open', () => done())));
    `);
    expect(Object.keys(outcomes)).toHaveLength(11);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['ENOSPC']));
  });

  it('can be read all the same, and other folders can be written to', () => {
    const outcomes = outcomesOf(`
      await attempt('reading', () => readFileSync(at('there')));
      await attempt('reading by a handle', async () => (await open(at('there'))).close());
      await attempt('looking', () => existsSync(at('there')));
      await attempt('removing', () => rmSync(at('there')));
      await attempt('another folder', () => writeFileSync(folder + '-other', ''));
      rmSync(folder + '-other');
    `);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['done']));
  });

  it('has room again afterwards', () => {
    const outcomes = outcomesOf(`
      free();
      await attempt('an imported function', () => writeFileSync(at('a'), ''));
      await attempt('a promise', () => writeFile(at('b'), ''));
    `);
    expect(outcomes).toEqual({ 'an imported function': 'done', 'a promise': 'done' });
  });
});
