import { describe, expect, it, jest } from '@jest/globals';
import { crashSweep } from '../experiments/crash-sweep.ts';

jest.setTimeout(900_000);

describe('./lab sweep crash', () => {
  it('finds an inventory that takes stock again when it is asked again', async () => {
    const { exitCode, stdout } = await crashSweep(
      '--only',
      'confirmed.inventory.reserve-do.2',
      '--sabotage',
      'double-effect',
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✗ resource-conservation');
  });
});
