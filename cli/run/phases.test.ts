import { describe, expect, it } from '@jest/globals';
import { type PhaseTime, phaseSummary, runPhases } from './phases.ts';

describe('phases', () => {
  it('run one after another and are timed, also the one that fails', async () => {
    const order: string[] = [];
    const times: PhaseTime[] = [];
    const phase = (title: string, error?: Error) => ({
      title,
      run: async () => {
        order.push(title);
        if (error) throw error;
      },
    });
    const list = runPhases([phase('one'), phase('two', new Error('broken')), phase('three')], times);
    await expect(list).rejects.toThrow('broken');
    expect(order).toEqual(['one', 'two']);
    expect(times.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('end with the reason of the signal when it aborts', async () => {
    const controller = new AbortController();
    const endless = { title: 'endless', run: () => new Promise<void>(() => controller.abort(new Error('enough'))) };
    await expect(runPhases([endless], [], controller.signal)).rejects.toThrow('enough');
  });

  it('wait for work that puts things back after an abort', async () => {
    const controller = new AbortController();
    let putBack = false;
    const work = {
      title: 'careful',
      putsBack: true,
      run: async () => {
        controller.abort(new Error('enough'));
        await new Promise(setImmediate);
        putBack = true;
        throw controller.signal.reason;
      },
    };
    await expect(runPhases([work], [], controller.signal)).rejects.toThrow('enough');
    expect(putBack).toBe(true);
  });

  it('are summed up in seconds', () => {
    const lines = phaseSummary([
      { name: 'Deploy', startedAt: 0, endedAt: 1_500 },
      { name: 'Judge', startedAt: 1_500, endedAt: 1_600 },
    ]);
    expect(lines[0]).toBe('  Deploy    1.5 s');
    expect(lines[2]).toContain('1.6 s');
  });
});
