import { describe, expect, it } from '@jest/globals';
import { requestedFault } from './requested-fault.ts';

const payments = { function: 'shop-payments', for: '30s' };

describe('a fault from the command line', () => {
  it('is what an experiment file would say', () => {
    const param = ['delayMs=300', 'jitterMs=100'];
    const options = { ...payments, percentage: '30', seed: '7', id: 'slow', keys: 'ord-*', param };
    expect(requestedFault('delay', options)).toMatchObject({
      id: 'slow',
      fault: 'delay',
      target: { function: 'shop-payments' },
      parameters: { delayMs: 300, jitterMs: 100 },
      percentage: 30,
      keys: 'ord-*',
      seed: 7,
      durationMs: 30_000,
    });
  });

  it('gets a name of its own where it has none', () => {
    const ids = ['once', 'twice'].map(() => requestedFault('crash', payments).id);
    expect(ids[0]).toMatch(/^crash-[0-9a-f]{4}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('names every wrong option, what it got and what was expected', () => {
    const wrong = { for: '3x', percentage: '300', param: ['delayMs=-3', 'jiterMs=1'] };
    let message = '';
    try {
      requestedFault('delay', wrong);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('--function: expected string, got nothing');
    expect(message).toContain('--param delayMs: Too small: expected number to be >=0, got -3');
    expect(message).toContain('--param jiterMs: unknown field; did you mean "jitterMs"?');
    expect(message).toContain('--percentage: Too big: expected number to be <=100, got 300');
    expect(message).toContain('--for: expected a duration such as 500ms, 20s or 2m, got "3x"');
  });

  it.each([
    ['an unknown fault', 'dela', payments, 'there is no fault "dela"'],
    ['a parameter without a value', 'delay', { ...payments, param: ['delayMs'] }, '"delayMs" is no parameter'],
    [
      'a code of another service',
      'throttle',
      { table: 'shop-stock', for: '30s', param: ['error=OverLimit'] },
      '--param error: expected ProvisionedThroughputExceededException or ThrottlingException or RequestLimitExceeded, got "OverLimit"',
    ],
    [
      'a chaos function',
      'crash',
      { function: 'shop-chaos-failure', for: '30s' },
      '--function: expected a function of the system, not a chaos function, got "shop-chaos-failure"',
    ],
  ])('refuses %s', (_, name, options, says) => {
    expect(() => requestedFault(name, options)).toThrow(says);
  });

  it('may lose messages where that is wanted', () => {
    const queue = { queue: 'shop-payments', for: '30s', param: ['visibilityTimeoutSeconds=1'] };
    expect(requestedFault('queue-attributes', queue)['allow-loss']).toBeUndefined();
    expect(requestedFault('drop', { ...payments, allowLoss: true })['allow-loss']).toBe(true);
  });
});
