import { describe, expect, it } from '@jest/globals';
import { changeLimits, readLimits } from './on-demand-throughput.ts';

const read = { MaxReadRequestUnits: 20 };
const both = { ...read, MaxWriteRequestUnits: 15 };
const invalid = (what: string) => `One or more parameter values were invalid: ${what}`;
const inRange = (whose: string) => invalid(`Requested MaxReadRequestUnits for OnDemandThroughput for ${whose}`);

describe('the limits of an on-demand table', () => {
  it('are as told, and none if none is told', () => {
    expect(readLimits(both, 'PAY_PER_REQUEST')).toEqual(both);
    expect(readLimits({}, 'PAY_PER_REQUEST')).toBeUndefined();
    expect(readLimits(undefined, 'PROVISIONED')).toBeUndefined();
  });

  it.each([0, -1, -2])('are no %p when it is made', (MaxReadRequestUnits) => {
    const wrong = { ...both, MaxReadRequestUnits };
    expect(() => readLimits(wrong, 'PAY_PER_REQUEST')).toThrow(`${inRange('table')} is outside of valid range`);
    expect(() => readLimits(wrong, 'PAY_PER_REQUEST', 'by-day')).toThrow(
      `${inRange('index : by-day')} is outside of valid range`,
    );
  });

  it('are not for a provisioned one, in or out of range', () => {
    const first = invalid('MaxReadRequestUnits for OnDemandThroughput');
    const wrong = { ...both, MaxReadRequestUnits: 0 };
    expect(() => readLimits(wrong, 'PROVISIONED')).toThrow(
      `${first} cannot be specified when table BillingMode is PROVISIONED.`,
    );
    expect(() => readLimits(wrong, 'PROVISIONED', 'by-day')).toThrow(`${first} for index: by-day cannot be specified`);
    expect(() => changeLimits(undefined, wrong, 'PROVISIONED')).toThrow(
      `${first} cannot be specified when the table BillingMode is PROVISIONED`,
    );
  });

  it('change one by one, are taken off by -1, and end when the table is provisioned', () => {
    const change = (to: object | undefined, mode: 'PROVISIONED' | 'PAY_PER_REQUEST' = 'PAY_PER_REQUEST') =>
      changeLimits(both, to, mode);
    expect(change({ MaxReadRequestUnits: 40 })).toEqual({ MaxReadRequestUnits: 40, MaxWriteRequestUnits: 15 });
    expect(change({ MaxWriteRequestUnits: -1 })).toEqual(read);
    expect(change({ MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 })).toBeUndefined();
    expect(change(undefined)).toEqual(both);
    expect(change(undefined, 'PROVISIONED')).toBeUndefined();
    expect(() => change({ MaxReadRequestUnits: 0 })).toThrow(`${inRange('table')} is outside of valid range`);
  });
});
