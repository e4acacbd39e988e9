import { describe, expect, it } from '@jest/globals';
import type { Scope } from './compile.ts';
import { loadHandler } from './sandbox.ts';

/** What a handler finds out in a process of its own, and what its process says. */
function load(body: (scope: Scope) => unknown, variables: Record<string, string> = {}) {
  const said: string[] = [];
  const ends: string[] = [];
  const refuse = (what: string): never => {
    throw new Error(`refused: ${what}`);
  };
  const handler = loadHandler({
    evaluate: (scope) => Object.assign(scope.module.exports, { handler: () => body(scope) }),
    ...{
      handler: 'index.handler',
      variables,
      refuse,
      write: (text: string) => said.push(text),
      exit: (how: string) => ends.push(how),
    },
  });
  return { run: () => handler({}, {}), said, ends };
}

const modules = (scope: Scope, name: string) => scope.require(name) as Record<string, (...given: unknown[]) => unknown>;

describe('the process of an execution environment', () => {
  it('has variables of its own', () => {
    const { run } = load(({ process }) => ({ ...(process as NodeJS.Process).env }), { TABLE: 'orders' });
    expect(run()).toEqual({ TABLE: 'orders' });
  });

  it('writes its log by console, stream and descriptor', () => {
    const { run, said } = load((scope) => {
      (scope.console as Console).log('one');
      (scope.process as NodeJS.Process).stderr.write('two');
      modules(scope, 'node:fs').writeSync?.(2, 'three');
    });
    run();
    expect(said).toEqual(['one\n', 'two', 'three']);
  });

  it('ends alone', () => {
    const { run, ends } = load(({ process }) => (process as NodeJS.Process).exit(3));
    expect(run).toThrow('exit 3');
    expect(ends).toEqual(['exit 3']);
  });

  it('keeps what it makes global to itself', () => {
    const { run } = load(({ globalThis: own }) => {
      (own as Record<string, unknown>).mine = 1;
      return (own as Record<string, unknown>).mine;
    });
    expect(run()).toBe(1);
    expect('mine' in globalThis).toBe(false);
  });

  it.each([
    ['node:net', 'connect', 80],
    ['child_process', 'spawn', 'ls'],
    ['node:dns', 'lookup', 'localhost'],
    ['node:fs', 'writeFileSync', '/tmp/x'],
    ['node:fs', 'mkdirSync', '/tmp/x'],
  ])('is refused %s.%s', (module, member, given) => {
    const { run } = load((scope) => modules(scope, module)[member]?.(given));
    expect(run).toThrow('refused: ');
  });

  it('finds no file but its own log', () => {
    const { run } = load((scope) => modules(scope, 'node:fs').readFileSync?.('/etc/passwd'));
    expect(run).toThrow("ENOENT: no such file or directory, open '/etc/passwd'");
  });

  it('loads no package that was not bundled, as Lambda says it', () => {
    const { run } = load((scope) => scope.require('left-pad'));
    expect(run).toThrow("Cannot find module 'left-pad'");
  });
});
