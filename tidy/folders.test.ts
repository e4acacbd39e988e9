import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isTest, read, sources } from './repository.ts';

/** More files on one level than anybody takes in at a glance; tests lie beside what they test and do not count. */
const MOST_FILES = 20;

const production = sources('.ts').filter((path) => !isTest(path) && !/\/testing\//.test(path));

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of a file of the project by another, types too. */
function importsOf(files: readonly string[]): Import[] {
  return files.flatMap((from) =>
    [...read(from).matchAll(/(?:from|import\() *'(\.[^']+\.ts)'/g)].map(([, target]) => ({
      from,
      to: join(dirname(from), target as string),
    })),
  );
}

/** For each folder, which of its sub-folders import which; what lies in the folder itself is its door and has no say. */
function arrowsBySibling(imports: readonly Import[]): Map<string, Map<string, Set<string>>> {
  const arrows = new Map<string, Map<string, Set<string>>>();
  for (const { from, to } of imports) {
    const [source, target] = [from.split('/'), to.split('/')];
    let depth = 0;
    while (source[depth] === target[depth]) depth += 1;
    // Either is a file of the folder that both share.
    if (depth >= source.length - 1 || depth >= target.length - 1) continue;
    const parent = source.slice(0, depth).join('/');
    const children = arrows.get(parent) ?? new Map<string, Set<string>>();
    arrows.set(parent, children);
    const own = children.get(source[depth] as string) ?? new Set();
    children.set(source[depth] as string, own.add(target[depth] as string));
  }
  return arrows;
}

/** A way from a node back to itself, if there is one. */
function circleIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of arrows.get(node) ?? []) {
      const circle = visit(next, [...path, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of arrows.keys()) {
    const circle = visit(node, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

describe('folders', () => {
  it('have no circles, on no level', () => {
    const circles = [...arrowsBySibling(importsOf(production))].flatMap(([parent, arrows]) => {
      const circle = circleIn(arrows);
      return circle === undefined ? [] : [`${parent || '.'}: ${circle.join(' -> ')}`];
    });
    expect(circles).toEqual([]);
  });

  it('finds a circle where there is one', () => {
    const imports = [
      { from: 'a/x/1.ts', to: 'a/y/2.ts' },
      { from: 'a/y/z/3.ts', to: 'a/x/4.ts' },
      { from: 'a/door.ts', to: 'a/x/1.ts' },
    ];
    expect(circleIn(arrowsBySibling(imports).get('a') as Map<string, Set<string>>)).toEqual(['x', 'y', 'x']);
  });

  it(`hold at most ${MOST_FILES} files on one level`, () => {
    const counts = new Map<string, number>();
    for (const path of production.filter((file) => !/\/testing\//.test(file))) {
      counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  });

  it('hold what only tests import in testing/', () => {
    const imports = importsOf(sources('.ts'));
    const users = new Map<string, string[]>();
    for (const { from, to } of imports) users.set(to, [...(users.get(to) ?? []), from]);
    const isOfTests = (path: string) => isTest(path) || /\/testing\//.test(path) || /^(bench|examples)\//.test(path);
    const stray = new Set<string>();
    for (let before = -1; before !== stray.size; ) {
      before = stray.size;
      for (const path of production) {
        const importers = users.get(path) ?? [];
        if (isOfTests(path) || importers.length === 0) continue;
        if (importers.every((user) => isOfTests(user) || stray.has(user))) stray.add(path);
      }
    }
    expect([...stray].filter((path) => !forOthers.test(path))).toEqual([]);
  });
});

/** What other projects import by the name of the package, and examples of a folder's README. */
const forOthers = /^(chaos\/cdk\/|verify\/(check\/invariant|examples\/))/;
