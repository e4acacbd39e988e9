import { describe, expect, it } from '@jest/globals';
import { read, sources } from './repository.ts';

/** Named by a path or by a convention: Lambda's handlers, twins that stand in for their originals, what `--checker` loads, Artillery's plug-ins. */
const calledByOthers =
  /^(functions\/sabotage|examples|verify\/examples)\/|^loadtest\/plugin\/recorder\.ts|^(functions|chaos\/lambdas|chaos\/wire)\/.* handler$/;

const exported = /^export (?:async )?(const|let|function\*?|class|interface|type) (\w+)/gm;

describe('exports', () => {
  it('are used: a value by another file, a type at least by its own', () => {
    const files = sources('.ts', '.mjs').map((path) => ({ path, text: read(path) }));
    const users = new Map<string, Set<string>>();
    for (const { path, text } of files) {
      for (const word of text.match(/\b\w+\b/g) ?? []) {
        const known = users.get(word);
        if (known === undefined) users.set(word, new Set([path]));
        else known.add(path);
      }
    }
    const unused = files.flatMap(({ path, text }) =>
      [...text.matchAll(exported)]
        .map(([, kind = '', name = '']) => ({ kind, name }))
        .filter(({ kind, name }) => {
          const isType = kind === 'interface' || kind === 'type';
          const isUsedInside = isType && (text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1;
          return !isUsedInside && (users.get(name)?.size ?? 0) < 2;
        })
        .map(({ name }) => `${path} ${name}`),
    );
    expect(unused.filter((use) => !calledByOthers.test(use))).toEqual([]);
  });
});
