import { describe, expect, it } from '@jest/globals';
import { Equivalents } from './equivalents.ts';
import { instrument } from './instrument.ts';
import { judgeFiles } from './judge.ts';
import { inWords, mutantsOf } from './mutants.ts';
import { isAlive, killedPercent, type Outcome, outcomeOf, rateTable } from './report.ts';

const wordsOf = (source: string) => instrument('x.ts', source, false).mutants.map(inWords);

describe('the mutants of a file', () => {
  it.each([
    ['f(a < b);', ['a < b -> a <= b', 'a < b -> a > b', 'f(a < b); ->']],
    ['const c = (a + 1) * b;', ['1 -> 2', 'a + 1 -> a - 1', '(a + 1) * b -> (a + 1) / b']],
    ['const c = a.b - d.e;', ['a.b - d.e -> (d.e) - (a.b)']],
    ['const c = -1;', ['-1 -> 1']],
    ["const c = 'a' + b + `c`;", []],
    ['const c = a && !b;', ['!b -> b', 'a && !b -> a', 'a && !b -> !b']],
    ['const c = a ?? 7;', ['7 -> 0', 'a ?? 7 -> a']],
    ['const c = a?.b(1).slice(2);', ['1 -> 2', '2 -> 3']],
    ['const c = x.toString();', []],
    ['const c = x.filter(f).some(g);', ['x.filter(f) -> x', 'x.filter(f).some(g) -> (x.filter(f)).every(g)']],
    ['if (a === b) return;', ['a === b -> true', 'a === b -> false', 'return; ->']],
    ['while (a) { continue; }', ['a -> false', 'continue; ->']],
    ['const { a = true, 3: b } = c as { a: 5 };', ['true -> false']],
  ])('%s', (source, words) => {
    const inFunction = source.includes('return') ? `function f() { ${source} }` : source;
    expect(wordsOf(inFunction)).toEqual(words);
  });

  it('are behind a switch each: one is active, or none', () => {
    const { code, mutants } = instrument(
      'x.ts',
      'const least = (a: number, b: number) => { if (a < b) return a; return b; };',
      false,
    );
    const active = (n: number) =>
      new Function('globalThis', `${code}; return least;`)({ faultlineSwitch: () => ({ active: n }) }) as (
        a: number,
        b: number,
      ) => number;
    expect([active(-1)(1, 2), active(-1)(2, 1)]).toEqual([1, 1]);
    const told = mutants.map(({ n, ...mutant }) => [
      inWords(mutant),
      active(n)(1, 2),
      active(n)(2, 1),
      active(n)(2, 2),
    ]);
    expect(told).toEqual([
      ['a < b -> a <= b', 1, 1, 2],
      ['a < b -> a > b', 2, 2, 2],
      ['a < b -> true', 1, 2, 2],
      ['a < b -> false', 2, 1, 2],
      ['return a; ->', 2, 1, 2],
      ['return b; ->', 1, undefined, undefined],
    ]);
  });
});

describe('a loop that never ends', () => {
  it.each([
    'for (;;);',
    'for (;;) { continue; }',
    'while (true) all.push(1);',
    'do all.push(1); while (true)',
    'for (const one of all) all.push(one);',
  ])('is stopped by what it does: %s', (source) => {
    const rounds = {
      gone: 0,
      most: 9,
      stop() {
        throw new Error('stopped');
      },
    };
    const { code } = instrument('x.ts', `const all: number[] = [1]; ${source}`, false);
    const run = () => new Function('globalThis', code)({ faultlineSwitch: () => ({ active: -1, rounds }) });
    expect(run).toThrow('stopped');
    expect(rounds.gone).toBe(10);
  });
});

describe('the list of mutants that change nothing', () => {
  it('names mutants that there are', () => {
    const equivalents = Equivalents.read();
    const listed = equivalents.unused().length;
    const found = mutantsOf(judgeFiles()).filter((mutant) => equivalents.has(mutant));
    expect({ unused: equivalents.unused(), isEach: found.length >= listed }).toEqual({ unused: [], isEach: true });
  });
});

describe('the rate', () => {
  const outcome = (fate: Outcome['fate']): Outcome => ({
    mutant: { file: 'verify/a/b.ts', n: 0, line: 1, text: 'x;', code: 'x;', becomes: '' },
    fate,
  });
  const outcomes = (['killed', 'late', 'survived', 'untested', 'listed'] as const).map(outcome);

  it('is of those that are not listed; what ran on is killed, what no test passed is not', () => {
    expect(outcomes.map(isAlive)).toEqual([false, false, true, true, false]);
    expect([killedPercent(outcomes), killedPercent([])]).toEqual([50, 100]);
    expect(rateTable(outcomes)[2]).toBe('| `verify/a` | 5 | 2 | 1 | 2 | 50.0 % |');
  });

  it('leaves out what changes nothing, and tells of what is said to and does not', () => {
    const { mutant } = outcome('killed');
    const fates = (['killed', 'late', 'survived', 'untested'] as const).map((fate) => outcomeOf(mutant, fate, true));
    expect(fates.map(({ fate }) => fate)).toEqual(['stale', 'stale', 'listed', 'listed']);
    expect(outcomeOf(mutant, 'survived', false).fate).toBe('survived');
    expect(killedPercent([...fates, outcome('survived')])).toBe(0);
  });
});
