import type { Step } from './session-arbitrary.ts';

/** A violation to plant behind a valid history, on a key of its own. */
export interface SessionMutant {
  readonly name: string;
  /** The checker that must call the history invalid. */
  readonly caughtBy: string;
  /** What the counterexample must name. */
  readonly offender: string;
  readonly steps: readonly Step[];
}

const r = (session: string, key: string, version: number): Step => ({ session, f: 'read', key, version });
const w = (session: string, key: string, version: number): Step => ({ session, f: 'write', key, version });

/** Every violation of the promises to sessions that the judge is known to catch. */
export const sessionMutants: readonly SessionMutant[] = [
  ...[
    { name: 'two sessions end with different values', steps: [w('p', 'x', 1), r('p', 'x', 1), r('q', 'x', 0)] },
    {
      name: 'an old value comes back at the end',
      steps: [w('p', 'x', 1), w('p', 'x', 2), r('q', 'x', 2), r('q', 'x', 1)],
    },
    { name: 'all end with what nobody wrote', steps: [w('p', 'x', 1), r('p', 'x', 7), r('q', 'x', 7)] },
  ].map((each) => ({ ...each, caughtBy: 'eventual-convergence', offender: 'key x' })),
  ...[
    { name: 'a read goes back in time', steps: [w('q', 'x', 1), w('q', 'x', 2), r('p', 'x', 2), r('p', 'x', 1)] },
    { name: 'a key that was read is gone', steps: [w('q', 'x', 1), r('p', 'x', 1), r('p', 'x', 0)] },
    {
      name: 'a read goes back behind the last but one',
      steps: [w('q', 'x', 1), w('q', 'x', 2), r('p', 'x', 2), r('p', 'x', 2), r('p', 'x', 1)],
    },
  ].map((each) => ({ ...each, caughtBy: 'monotonic-reads', offender: 'session p' })),
  ...[
    { name: 'a later write lands before an earlier one', steps: [w('p', 'x', 2), w('p', 'x', 1)] },
    { name: 'a write replaces none', steps: [w('p', 'x', 1), w('p', 'x', 1)] },
    { name: 'the third write lands before the first', steps: [w('p', 'x', 2), w('p', 'x', 3), w('p', 'x', 1)] },
  ].map((each) => ({ ...each, caughtBy: 'monotonic-writes', offender: 'session p' })),
  ...[
    { name: 'a session does not see its own write', steps: [w('p', 'x', 1), r('p', 'x', 0)] },
    {
      name: 'a session sees its first write and not its second',
      steps: [w('p', 'x', 1), w('p', 'x', 2), r('p', 'x', 1)],
    },
    { name: 'a session loses sight of its write later', steps: [w('p', 'x', 1), r('p', 'x', 1), r('p', 'x', 0)] },
  ].map((each) => ({ ...each, caughtBy: 'read-your-writes', offender: 'session p' })),
  ...[
    { name: 'a write lands before what its session had read', steps: [w('q', 'x', 2), r('p', 'x', 2), w('p', 'x', 1)] },
    { name: 'a write replaces what its session had read', steps: [w('q', 'x', 1), r('p', 'x', 1), w('p', 'x', 1)] },
    {
      name: 'a second write lands before what was read',
      steps: [w('q', 'x', 1), w('q', 'x', 4), r('p', 'x', 4), w('p', 'x', 5), w('p', 'x', 3)],
    },
  ].map((each) => ({ ...each, caughtBy: 'writes-follow-reads', offender: 'session p' })),
  ...[
    {
      name: 'two sessions each miss what the other wrote',
      steps: [w('p', 'x', 1), w('q', 'y', 1), r('p', 'y', 0), r('q', 'x', 0)],
    },
    {
      name: 'two readers see two writes in opposite orders',
      steps: [w('a', 'x', 1), w('b', 'y', 1), r('p', 'x', 1), r('p', 'y', 0), r('q', 'y', 1), r('q', 'x', 0)],
    },
    {
      name: 'an effect is seen without its cause',
      steps: [w('a', 'x', 1), w('a', 'y', 1), r('p', 'y', 1), r('p', 'x', 0)],
    },
  ].map((each) => ({ ...each, caughtBy: 'sequential-consistency', offender: 'session p' })),
];
