import { describe, expect, it } from '@jest/globals';
import { refuseUnlessLinux } from './engine.ts';

describe('the host engine', () => {
  it('runs on Linux, and says so elsewhere', () => {
    expect(() => refuseUnlessLinux('linux')).not.toThrow();
    expect(() => refuseUnlessLinux('darwin')).toThrow('on Linux only; this is darwin');
  });
});
