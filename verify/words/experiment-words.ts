/**
 * The vocabulary of an experiment: what its runner found beyond the system's own doings.
 *
 * | f           | types        | key   | means |
 * | probe       | ok fail info | probe | after the faults a probe of the steady-state hypothesis was met, was not, or could not be asked |
 * | expectation | ok fail      | probe | a probe of the method, asked while faults acted, was within its tolerance or was not |
 * | trial       | info         | rule  | the unit that the rule was to hurt at a point, in a way, and how it was expected to end |
 * | residue     | ok info      | –     | what faults left behind, after they were withdrawn; `info`: nobody could look |
 */
import * as z from 'zod';
import type { EventType } from '../history/event.ts';

/** The value of an event, by `f`. */
export const experimentValues = {
  probe: z.object({ expected: z.unknown(), got: z.unknown() }),
  expectation: z.object({ expected: z.unknown(), got: z.unknown() }),
  /** `expected`: the label of the end, or the reason of the refusal, that the request asks for; absent where nobody said. */
  trial: z.object({ point: z.string(), way: z.string(), unit: z.string(), expected: z.string().optional() }),
  /** One sentence each; empty as it should be. */
  residue: z.object({ left: z.array(z.string()) }),
} as const;

/** What types of events each word has: another one is refused. */
export const experimentTypes: Readonly<Record<keyof typeof experimentValues, readonly EventType[]>> = {
  probe: ['ok', 'fail', 'info'],
  expectation: ['ok', 'fail'],
  trial: ['info'],
  residue: ['ok', 'info'],
};
