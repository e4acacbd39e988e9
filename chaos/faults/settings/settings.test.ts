import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../fault.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import { functionConfiguration } from './function-configuration.ts';
import { queueAttributes } from './queue-attributes.ts';
import { reservedConcurrency } from './reserved-concurrency.ts';
import { tableCapacity } from './table-capacity.ts';

const decide = (fault: Fault, parameters: object) =>
  fault.decide({ id: 'r', seed: 1, parameters: fault.parameters.parse(parameters) }, { key: 's', attempt: 1 });

describe('a fault of a setting', () => {
  it.each([
    [reservedConcurrency, {}, { reservedConcurrency: 0 }],
    [reservedConcurrency, { reservedConcurrency: 3 }, { reservedConcurrency: 3 }],
    [eventSourceMapping, {}, { enabled: false }],
    [queueAttributes, { delaySeconds: 5 }, { DelaySeconds: '5' }],
    [
      queueAttributes,
      { visibilityTimeoutSeconds: 0, retentionSeconds: 60 },
      { VisibilityTimeout: '0', MessageRetentionPeriod: '60' },
    ],
    [tableCapacity, {}, { readUnits: 1, writeUnits: 1, billing: 'keep' }],
    [functionConfiguration, {}, { 'environment.FAULTLINE_COLD_START': 'r' }],
    [
      functionConfiguration,
      { memoryMib: 128, environment: { TABLE: 'gone', DEBUG: null } },
      { memoryMib: 128, 'environment.TABLE': 'gone', 'environment.DEBUG': null },
    ],
  ])('$name with %j wants %j', (fault, parameters, wanted) => {
    expect(decide(fault as Fault, parameters)).toEqual(wanted);
  });

  it.each([
    [reservedConcurrency, { reservedConcurrency: -1 }],
    [eventSourceMapping, { enabled: true }],
    [queueAttributes, {}],
    [queueAttributes, { delaySeconds: 901 }],
    [queueAttributes, { retentionSeconds: 59 }],
    [tableCapacity, { readUnits: 0 }],
    [tableCapacity, { billing: 'on-demand' }],
    [functionConfiguration, { memoryMib: 127 }],
    [functionConfiguration, { environment: { '1X': 'digit first' } }],
  ])('$name refuses %j', (fault, parameters) => {
    expect((fault as Fault).parameters.safeParse(parameters).success).toBe(false);
  });
});
