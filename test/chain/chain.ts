import fc from 'fast-check';

/** A system that nobody has written: queues in a chain, each with a function that hands its messages on; the last one keeps them. */
export interface Chain {
  readonly name: string;
  readonly keyField: string;
  readonly unit: { readonly one: string; readonly many: string };
  /** From the first on; each with the name of its dead-letter queue, and of the function that consumes it. */
  readonly links: readonly { readonly queue: string; readonly deadLetters: string; readonly function: string }[];
  readonly table: string;
}

const word = fc.stringMatching(/^[a-z]{4,9}$/);

/** Chains of every length, in words that no code can know. */
export const chains: fc.Arbitrary<Chain> = fc
  .record({
    words: fc.uniqueArray(word, { minLength: 20, maxLength: 20 }),
    length: fc.integer({ min: 1, max: 4 }),
    dashed: fc.boolean(),
  })
  .map(({ words, length, dashed }) => {
    const [first = '', second = '', keyField = '', unit = '', table = '', ...others] = words;
    // Beside `chaos`, which the lab's own resources are called.
    const name = dashed ? `x${first}-${second}` : `x${first}`;
    const links = Array.from({ length }, (_, index) => {
      const [queue, deadLetters, functionName] = others.slice(3 * index).map((other) => `${name}-x${other}`);
      return { queue: queue as string, deadLetters: deadLetters as string, function: functionName as string };
    });
    return { name, keyField, unit: { one: unit, many: `${unit}z` }, links, table: `x${table}` };
  });
