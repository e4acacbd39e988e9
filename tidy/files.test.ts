import { describe, expect, it } from '@jest/globals';
import { isTest, read, sources } from './repository.ts';

const code = sources('.ts', '.py');
const production = code.filter((path) => !isTest(path) && !path.includes('/tests/'));

/** Files that match the pattern, as "path:line". */
function lines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

describe('files', () => {
  it('hold one idea: none is past 300 lines', () => {
    expect(code.filter((path) => read(path).split('\n').length > 301)).toEqual([]);
  });

  it('have names that say what is inside', () => {
    expect(code.filter((path) => /(^|\/)(utils?|common|helpers?|misc)(\/|\.)/.test(path))).toEqual([]);
    expect(
      sources('.ts').filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.(test|property\.test))?\.ts$/.test(path)),
    ).toEqual([]);
  });

  it('leave nothing half done', () => {
    const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X'.repeat(3)].join('|')})\\b`);
    expect(lines(code, unfinished)).toEqual([]);
    expect(
      lines(sources('.test.ts'), /\b(it|test|describe)\.(only|todo)\b|expect\(true\)/).filter(
        (at) => !at.startsWith('tidy/'),
      ),
    ).toEqual([]);
  });

  it('take time and randomness as arguments where the lab decides or judges', () => {
    const ambient = /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|performance\.now\(/;
    expect(
      lines(
        production.filter((path) => /^(sim|verify|chaos\/faults)\//.test(path)),
        ambient,
      ),
    ).toEqual([]);
  });

  it('never name an engine in a handler', () => {
    expect(
      lines(
        production.filter((path) => path.startsWith('functions/')),
        /localstack/i,
      ),
    ).toEqual([]);
  });
});
