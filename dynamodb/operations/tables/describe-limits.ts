import { structure } from '../../shapes/containers.ts';
import type { Operation } from '../operation.ts';

const input = structure('DescribeLimitsInput', {});

/** Tells AWS's default quotas of an account and a table. Nothing here is held to them. */
export const describeLimits: Operation<typeof input> = {
  name: 'DescribeLimits',
  input,
  perform: () => ({
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  }),
};
