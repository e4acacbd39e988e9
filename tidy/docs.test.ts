import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decisionsIndex, indexOfDecisions } from './decisions.ts';
import { read, root, sources } from './repository.ts';

const documents = sources('.md');

function commandsOfTheLab(): string[] {
  const help = execFileSync(process.execPath, ['cli/main.ts', '--help'], { cwd: root, encoding: 'utf8' });
  const list = help.split('Commands:')[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name as string);
}

describe('documents', () => {
  it('name only commands that exist, and the README names all of them', () => {
    const commands = commandsOfTheLab();
    expect(commands.length).toBeGreaterThan(8);
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/\.\/lab ([a-z]+)/g)].map(([, name]) => name as string),
    );
    expect([...new Set(named)].filter((name) => !commands.includes(name))).toEqual([]);
    expect(commands.filter((name) => !read('README.md').includes(`./lab ${name}`))).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name]) => name as string),
    );
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('link only to what is there', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('link only to headings that are there', () => {
    const headings = (path: string) =>
      [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}_ -]/gu, '')
          .replaceAll(' ', '-'),
      );
    const links = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)#\s:]*\.md)?#([^)\s]+)\)/g)].map(([, target, heading = '']) => ({
        path,
        target: target === undefined ? path : join(dirname(path), target),
        heading,
      })),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(({ target, heading }) => !headings(target).includes(heading))).toEqual([]);
  });

  it('number each decision once and give its context, decision and consequences', () => {
    const decisions = documents.filter((path) => path.startsWith('docs/decisions/') && !path.endsWith('README.md'));
    const numbers = decisions.map((path) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]);
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(numbers.length);
    const headings = ['## Context', '## Decision', '## Consequences'];
    const incomplete = decisions.filter((path) => headings.some((heading) => !read(path).includes(`\n${heading}\n`)));
    expect(incomplete).toEqual([]);
  });

  it('list every decision, in a page that is written from them', () => {
    // Else: npm run -s decisions-index
    expect(read(decisionsIndex)).toBe(indexOfDecisions());
  });

  it('hold no path of a machine and no address of a package registry', () => {
    const telling = /\/root\/|\/home\/[a-z]+\/|\/work\/|registry\.npmjs|pypi\.org|repo1\.maven/;
    const texts = sources('.md', '.ts', '.py', '.json', '.yaml', '.yml', '.toml', '.lock', 'lab', 'run').filter(
      (path) => path !== 'tidy/docs.test.ts',
    );
    expect(texts.filter((path) => telling.test(read(path)))).toEqual([]);
  });
});
