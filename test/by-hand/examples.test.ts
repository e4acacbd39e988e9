import { describe, expect, it, jest } from '@jest/globals';
import { faultline, packedForTests, projectLike, withItsPackages } from '../packed/packed.ts';

jest.setTimeout(1_800_000);

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';

const packed = packedForTests();

describe('a foreign app, run by the packed command with the operations that init writes', () => {
  it.each([
    ['meters', 'duplicate-storm'],
    ['trips', 'throttled-tables'],
    ['prices', 'throttled-tables'],
    ['invoices', 'crash-after-effect'],
  ])('%s fails under %s by its bug, and passes once it is mended', async (name, experiment) => {
    const folder = projectLike(packed, `examples/${name}`, name);
    await withItsPackages(packed, folder);
    await faultline(folder, ['init']);
    const args = ['run', experiment, '--endpoint', endpoint];
    const broken = await faultline(folder, args);
    expect(broken.text).toMatch(/✗ (same-end-state|fifo-order) /);
    expect(broken.exitCode).toBe(1);
    const mended = await faultline(folder, args, { MENDED: '1' });
    expect(mended.text).toMatch(/3 of 3 experiments passed/);
    expect(mended.exitCode).toBe(0);
  });
});
