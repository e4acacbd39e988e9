import { describe, expect, it } from '@jest/globals';
import { pointsOf, traceId } from './point.ts';

const stop = { function: 'Shop-Work_Off', step: 'call', keyedBy: 'operation' } as const;
const of = { options: { system: { name: 'shop' } } };
const traced = (call: number, operation: string) => ({
  ...{ at: 0, rule: traceId(stop), function: stop.function, fault: 'call-delay' },
  ...{ call, operation, resource: 'Shop-Things' },
});

describe('the points of a sweep', () => {
  it('are named as rules may be, whatever functions are called', () => {
    const lines = [traced(2, 'dynamodb:PutItem'), traced(1, 'dynamodb:GetItem'), traced(2, 'dynamodb:PutItem')];
    const points = pointsOf(of, '1-putEvent', [stop], lines as never);
    expect(points.map(({ name }) => name)).toEqual([
      '1-putevent.shop-work-off.call.1',
      '1-putevent.shop-work-off.call.2',
    ]);
    expect(points[1]).toMatchObject({ function: 'Shop-Work_Off', scenario: '1-putEvent', resources: ['Shop-Things'] });
  });
});
