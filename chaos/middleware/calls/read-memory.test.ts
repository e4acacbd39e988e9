import { describe, expect, it } from '@jest/globals';
import { ReadMemory } from './read-memory.ts';

const MIB = 1024 * 1024;

describe('the memory of reads', () => {
  it('forgets the oldest when it is full, and keeps one answer a request', () => {
    const memory = new ReadMemory();
    for (let n = 0; n < 9; n++) memory.remember('again', { answer: { n }, bytes: MIB, at: n });
    for (let n = 0; n < 4; n++) memory.remember(`other-${n}`, { answer: { n }, bytes: MIB, at: n });
    expect(memory.recall('again', 9, 9)).toBeUndefined();
    expect(memory.recall('other-0', 9, 9)).toEqual({ n: 0 });
    expect(memory.recall('other-0', 9, 8)).toBeUndefined();
  });
});
