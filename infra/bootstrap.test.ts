import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bootstrapTemplate } from './bootstrap.ts';

describe('bootstrapTemplate', () => {
  it('is where the CDK Toolkit keeps it', () => {
    expect(existsSync(bootstrapTemplate())).toBe(true);
  });
});
