import { describe, expect, it } from '@jest/globals';
import { read, sources } from './repository.ts';

type Manifest = Readonly<Record<'dependencies' | 'devDependencies', Record<string, string>>>;

/** Packages that are run, or whose types are there without an import. */
const commands = ['@biomejs/biome', '@types/node', 'aws-cdk', 'jest', 'node', 'typescript'];

describe('package.json', () => {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const all = { ...manifest.dependencies, ...manifest.devDependencies };

  it('pins exact versions', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('has the packages that the project is built on', () => {
    const given = [
      'aws-cdk-lib',
      '@aws-sdk/client-sqs',
      '@aws-sdk/client-dynamodb',
      '@middy/core',
      'esbuild',
      'jest',
      'artillery',
    ];
    expect(given.filter((name) => !(name in all))).toEqual([]);
  });

  it('has no package that nothing imports', () => {
    const imported = new Set(
      sources('.ts', '.mjs').flatMap((path) =>
        [...read(path).matchAll(/'((?:@[a-z0-9-]+\/)?[a-z0-9.-]+)(?:\/[^'\n]*)?'/g)].map(([, name]) => name),
      ),
    );
    const types = /^@types\/(.*)$/;
    const unused = Object.keys(all).filter((name) => !imported.has(name.replace(types, '$1')));
    expect(unused.filter((name) => !commands.includes(name))).toEqual([]);
  });
});
