import { describe, expect, it, jest } from '@jest/globals';
import { crashSweep } from './crash-sweep.ts';

jest.setTimeout(900_000);

describe('./lab sweep crash', () => {
  it('hurts an order in each way at the call that charges it, and every order survives', async () => {
    const { exitCode, stdout, sweep: found, injections } = await crashSweep('--only', 'confirmed.payments.charge-do.1');
    expect(found.points).toMatchObject([{ operation: 'dynamodb:PutItem', resources: ['orders-provider-ledger'] }]);
    expect(found.coverage).toEqual({ points: 1, cells: 5, fired: 5, survived: 5, violated: 0, neverFired: 0 });
    expect(injections).toContainEqual(expect.objectContaining({ fault: 'crash-at-call', function: 'orders-payments' }));
    expect(stdout).toMatch(/confirmed +payments +charge-do +1 +1 +1 +1 +1 +1$/m);
    expect(exitCode).toBe(0);
  });
});
