import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kinds } from './kinds.ts';

const value = fc.constantFrom<unknown>(undefined, null, 0, 1, '', '1', [1], [2], { a: 1 });
const operation = fc.record({
  f: fc.constantFrom('read', 'write', 'cas'),
  input: value,
  output: value,
  returned: fc.boolean(),
});

/** Two are of one kind exactly when these are equal. */
function likeness({
  f,
  input,
  output,
  returned,
}: {
  f: string;
  input: unknown;
  output: unknown;
  returned: boolean;
}): string {
  const shown = [input, output].map((of) => JSON.stringify(of) ?? 'nothing');
  return [f, returned, ...shown].join(' ');
}

describe('kinds of operations', () => {
  it('are one for operations with the same function, input and output', () => {
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 60, size: 'max' }), (operations) => {
        const kinds = new Kinds(({ f }) => f === 'read');
        const known = new Map<string, number>();
        for (const each of operations) {
          const like = likeness(each);
          if (!known.has(like)) known.set(like, known.size);
          const kind = kinds.of(each);
          expect(kind).toBe(known.get(like));
          expect(likeness(kinds.operation(kind))).toBe(like);
          expect(kinds.isRead(kind)).toBe(each.f === 'read');
          expect(kinds.bytes).toBe(150 * known.size);
        }
      }),
    );
  });
});
