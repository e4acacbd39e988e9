import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runLogged } from './logged-tool.ts';

let folder: string;
let output: string;
let heard: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logged-tool-'));
  output = join(folder, 'output');
  heard = [];
});
afterEach(() => rm(folder, { recursive: true }));

const run = (program: string, command = process.execPath, signal = new AbortController().signal) =>
  runLogged({
    ...{ command, args: ['--eval', program], environment: {}, output, signal },
    onLine: (line) => heard.push(line),
  });
const said = () => readFile(output, 'utf8');

describe('a program whose output goes to a file', () => {
  it('is heard line by line, whichever way it speaks', async () => {
    await writeFile(output, 'from another time\n');
    expect(await run(`console.log('grün'); console.error('red'); console.log('blue')`)).toBe(false);
    expect(heard).toEqual(['grün', 'red', 'blue']);
    expect(await said()).toBe('grün\nred\nblue\n');
  });

  it('loses nothing of much that it says at once, also if it dies with it', async () => {
    const lines = Array.from({ length: 40_000 }, (_, n) => `line ${n} of many`);
    const program = `for (let n = 0; n < 40000; n++) console.error('line ' + n + ' of many'); process.kill(process.pid, 'SIGKILL')`;
    expect(await run(program)).toBe(true);
    expect(heard.slice(0, lines.length)).toEqual(lines);
    expect(await said()).toMatch(/line 39999 of many\n\n.*SIGKILL/);
  });

  it('has failed by its exit code', async () => {
    expect(await run('process.exitCode = 3')).toBe(true);
    expect(await said()).toBe('');
  });

  it('has failed if it cannot be started, and the file says why', async () => {
    expect(await run('', join(folder, 'nothing'))).toBe(true);
    expect(await said()).toMatch(/ENOENT/);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const running = runLogged({
      ...{ command: process.execPath, args: ['--eval', `console.log('up'); setInterval(() => 0, 1000)`], output },
      ...{ environment: {}, signal: controller.signal, onLine: () => controller.abort() },
    });
    expect(await running).toBe(true);
  });
});
