import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Of tests alone: what the CDK and others put there unasked goes with it.
const temporaryFolder = mkdtempSync(join(tmpdir(), 'faultline-tests-'));
process.env.TMPDIR = temporaryFolder;
process.once('exit', () => rmSync(temporaryFolder, { recursive: true, force: true }));

const shared = {
  testEnvironment: 'node',
  transform: { '\\.ts$': '<rootDir>/tidy/jest-esbuild.mjs' },
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: [
    '<rootDir>/.lab/',
    '<rootDir>/runs/',
    '<rootDir>/cdk.out/',
    '<rootDir>/dist/',
    '<rootDir>/bench/node_modules/',
  ],
};

export default {
  // A small, busy machine is no failure: what hangs is found by this, what is slow by bench/.
  testTimeout: 300_000,
  // Node keeps the modules of every test file of a process: workers are renewed before that fills the heap.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/'],
    },
    { ...shared, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.test.ts'] },
    { ...shared, displayName: 'experiments', testMatch: ['<rootDir>/test/experiments/**/*.test.ts'] },
    // The full profile: what takes minutes more, other clouds, engines that are killed. `npm run -s by-hand`, with a LocalStack as for the others.
    { ...shared, displayName: 'by-hand', testMatch: ['<rootDir>/test/by-hand/**/*.test.ts'] },
  ],
};
