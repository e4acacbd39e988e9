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

  it('are short: half of them have at most 100 lines', () => {
    const lengths = code.map((path) => read(path).split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(101);
  });

  it('say of every function and class that others use what it is for', () => {
    const silent = production
      .filter((path) => path.endsWith('.ts') && !/^functions\/sabotage\/|\/testing\//.test(path))
      .flatMap((path) =>
        [...read(path).matchAll(/(.*)\nexport (?:async )?(?:function\*?|class) (\w+)/g)]
          .filter(([, before = '']) => !before.endsWith('*/'))
          .map(([, , name]) => `${path} ${name}`),
      );
    expect(silent).toEqual([]);
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
    const ambient =
      /(?<!\\`)\b(Date\.now|Math\.random|randomUUID|randomBytes|performance\.now|process\.hrtime)\b|new Date\(\)/;
    const wiring = new Set([
      'chaos/lambdas/environment.ts',
      'chaos/middleware/environment.ts',
      'chaos/middleware/functions/burn.ts',
      'experiment/carriers/open-carriers.ts',
      'kernel/pause.ts',
      'kernel/wait-until.ts',
      'dynamodb/server/main.ts',
      'dynamodb/server/request-ids.ts',
    ]);
    const deciding = production.filter((path) =>
      /^(verify|observe|report|chaos|experiment|kernel|run|dynamodb)\/.*\.ts$/.test(path),
    );
    const found = lines(deciding, ambient).map((at) => at.split(':')[0] as string);
    expect([...new Set(found)].filter((path) => !wiring.has(path))).toEqual([]);
    expect([...wiring].filter((path) => !found.includes(path))).toEqual([]);
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
