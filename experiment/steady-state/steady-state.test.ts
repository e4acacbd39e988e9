import { describe, expect, it } from '@jest/globals';
import { openFakes } from '../probes/testing/fake-context.ts';
import { deviations, probeOnce, probeSteadyState } from './steady-state.ts';

const signal = new AbortController().signal;
const provider = { type: 'item-count' as const, table: 'shop-orders', index: 'open', where: { open: 'open' } };
const expectation = { name: 'none-open', provider, tolerance: 0 };

/** A system in which so many are open at each look; an error is what DynamoDB answers. */
const openFakesWith = (...looks: readonly (number | Error)[]) =>
  openFakes({ pages: looks.map((look) => (look instanceof Error ? look : { Count: look })) });

describe('a probe with a tolerance', () => {
  it('is asked once', async () => {
    const { context, time } = openFakesWith(2, 0);
    expect(await probeOnce(expectation, context, time, signal)).toEqual({
      name: 'none-open',
      tolerance: 0,
      got: 2,
      met: false,
    });
  });

  it('that may recover is asked each second until it has', async () => {
    const { context, time } = openFakesWith(2, 1, 0);
    expect(await probeOnce({ ...expectation, 'recovers-within': 5_000 }, context, time, signal)).toMatchObject({
      got: 0,
      met: true,
      recoveredAfterMs: 2_000,
    });
  });

  it('that does not recover in its time tells its last answer', async () => {
    const { context, time } = openFakesWith(9, 8, 7, 6, 5, 4);
    const result = await probeOnce({ ...expectation, 'recovers-within': 2_500 }, context, time, signal);
    expect(result).toEqual({ name: 'none-open', tolerance: 0, got: 6, met: false });
  });

  it('that gets no answer says why, and may still recover', async () => {
    const { context, time } = openFakesWith(new Error('no such table'), 0);
    expect(await probeOnce(expectation, context, time, signal)).toMatchObject({ got: 'no such table', met: false });
    expect(await probeOnce({ ...expectation, 'recovers-within': 1_000 }, context, time, signal)).toMatchObject({
      got: 0,
      met: true,
    });
  });

  it('stops waiting when the run is aborted', async () => {
    const { context, time } = openFakesWith(1);
    const aborted = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(probeOnce({ ...expectation, 'recovers-within': 5_000 }, context, time, aborted)).rejects.toThrow(
      'Ctrl-C',
    );
  });
});

describe('the hypothesis', () => {
  it('asks every probe, and tells each that was not met', async () => {
    const { context, time } = openFakesWith(1, 1);
    const probes = [
      { type: 'probe' as const, ...expectation },
      { type: 'probe' as const, ...expectation, name: 'at-most-one', tolerance: [0, 1] as [number, number] },
    ];
    const results = await probeSteadyState(probes, context, time, signal);
    expect(results.map(({ met }) => met)).toEqual([false, true]);
    expect(deviations(results)).toEqual(['none-open: expected 0, got 1']);
  });
});
