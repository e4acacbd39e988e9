import { describe, expect, it } from '@jest/globals';
import { read } from './repository.ts';

type Manifest = Readonly<Record<'dependencies' | 'devDependencies', Record<string, string>>>;

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
});
