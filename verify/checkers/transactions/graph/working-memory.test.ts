import { describe, expect, it } from '@jest/globals';
import { bytes, grown, grownBytes, int32s } from './working-memory.ts';

const isShared = ({ buffer }: { readonly buffer: ArrayBufferLike }) => buffer instanceof SharedArrayBuffer;

describe('the memory of a checker', () => {
  it('is zeroed, and shared from 64 KiB on', () => {
    expect([...int32s(3), ...bytes(2)]).toEqual([0, 0, 0, 0, 0]);
    expect([int32s(2 ** 14 - 1), bytes(2 ** 16 - 1)].map(isShared)).toEqual([false, false]);
    expect([int32s(2 ** 14), bytes(2 ** 16)].map(isShared)).toEqual([true, true]);
    expect([int32s(2 ** 14).length, bytes(2 ** 16).length]).toEqual([2 ** 14, 2 ** 16]);
  });

  it.each([
    ['numbers', (values: number[], size?: number) => grown(Int32Array.from(values), size)],
    ['bytes', (values: number[], size?: number) => grownBytes(Uint8Array.from(values), size)],
  ])('of %s grows to what is asked for, twice as much at least, and keeps what it held', (_, more) => {
    expect([...more([])]).toEqual([0]);
    expect([...more([7])]).toEqual([7, 0]);
    expect([...more([7, 8, 9])]).toEqual([7, 8, 9, 0, 0, 0]);
    expect([...more([7, 8], 3)]).toEqual([7, 8, 0, 0]);
    expect([...more([7, 8], 5)]).toEqual([7, 8, 0, 0, 0]);
  });
});
