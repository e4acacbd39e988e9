import type { Model } from '../calls/model.ts';
import { canonicalText, isSame } from '../calls/value-key.ts';
import { nameOf } from './register.ts';

/** By the JSON of a name: what a register holds; what all hold at first where it is not here. */
type Registers = Readonly<Record<string, unknown>>;
type MicroOperation = readonly [f: 'r' | 'w' | 'read' | 'write', key: unknown, value?: unknown];

/**
 * Transactions over registers that seem to take effect at one moment (Knossos' multi-register): strict serializability by a
 * search of all orders, whatever is written. `["r", key, null]` found nothing; in Knossos' words, `["read", key, null]`,
 * null says nothing of what was found.
 * @param initial what every register holds at first
 */
export function multiRegisterOf(initial: unknown): Model<Registers> {
  return {
    name: nameOf('multi-register', initial),
    operations: { txn: 'invoke and ok: a list of ["r", key, value] and ["w", key, value], or of "read" and "write"' },
    initial: {},
    step(registers, { input, output, returned }) {
      let after = registers;
      for (const [f, key, value = null] of (output ?? input) as readonly MicroOperation[]) {
        const name = canonicalText(key);
        if (writes(f)) after = { ...after, [name]: value };
        else if (returned && !(f === 'read' && value === null) && !isSame(name in after ? after[name] : initial, value))
          return undefined;
      }
      return after;
    },
    isRead: ({ input }) => (input as readonly MicroOperation[]).every(([f]) => !writes(f)),
    faultOf({ input, output }) {
      const expected = 'a list of ["r", key, value] and ["w", key, value], or of "read" and "write"';
      if (!isTransaction(input)) return { of: 'input', expected };
      const isSaid = output === undefined || output === null || isTransaction(output);
      return isSaid ? undefined : { of: 'output', expected };
    },
    keyOf: canonicalText,
  };
}

const words: ReadonlySet<unknown> = new Set(['r', 'w', 'read', 'write']);

function writes(f: MicroOperation[0]): boolean {
  return f === 'w' || f === 'write';
}

function isTransaction(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => Array.isArray(each) && each.length > 1 && words.has(each[0]));
}
