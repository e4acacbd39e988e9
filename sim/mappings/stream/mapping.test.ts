import { describe, expect, it } from '@jest/globals';
import { StreamWorld } from '../testing/stream-world.ts';

const failed = { kind: 'failed' } as const;
const answered = (payload: unknown) => ({ kind: 'answered', payload }) as const;

describe('a mapping from a stream', () => {
  it('invokes its function with the changes, in their order', () => {
    const world = new StreamWorld();
    world.put('before');
    world.map({ BatchSize: 2 });
    for (const id of ['a', 'b']) world.put(id);
    world.wait(1);
    expect(world.keys).toEqual(['before', 'a,b']);
    expect(world.invocations[0]?.records[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: world.streamArn,
      dynamodb: { NewImage: { id: { S: 'before' } } },
    });
  });

  it('begins at the latest change if it is told so', () => {
    const world = new StreamWorld();
    world.put('before');
    world.map({ StartingPosition: 'LATEST' });
    world.put('after');
    world.wait(1);
    expect(world.keys).toEqual(['after']);
  });

  it('blocks its shard until a batch is done, and tries as often as it may', () => {
    const world = new StreamWorld();
    world.put('poison');
    world.map(
      { BatchSize: 1, MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: 'arn' } } },
      ({ keys }) => (keys[0] === 'poison' ? { ended: failed } : {}),
    );
    world.put('later');
    world.wait(60);
    expect(world.keys).toEqual(['poison', 'poison', 'poison', 'later']);
    expect(world.failures).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
        DDBStreamBatchInfo: { batchSize: 1, streamArn: world.streamArn },
      },
    ]);
  });

  it('halves a batch that fails, if it is told so, until the poison is alone', () => {
    const world = new StreamWorld();
    for (const id of ['a', 'b', 'poison', 'd']) world.put(id);
    world.map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 }, ({ keys }) =>
      keys.includes('poison') ? { ended: failed } : {},
    );
    world.wait(60);
    expect(world.keys).toEqual(['a,b,poison,d', 'a,b', 'poison,d', 'poison', 'poison', 'd']);
  });

  it('goes on at the lowest number that its function reports', () => {
    const world = new StreamWorld();
    for (const id of ['a', 'b', 'c']) world.put(id);
    world.map({ FunctionResponseTypes: ['ReportBatchItemFailures'] }, ({ numbers, keys }, nth) => ({
      ended: answered(
        nth > 1
          ? {}
          : {
              batchItemFailures: [numbers[keys.indexOf('c')], numbers[keys.indexOf('b')]].map((itemIdentifier) => ({
                itemIdentifier,
              })),
            },
      ),
    }));
    world.wait(10);
    expect(world.keys).toEqual(['a,b,c', 'b,c']);
  });

  it('gives records up that have become too old', () => {
    const world = new StreamWorld();
    world.put('old');
    world.map(
      { MaximumRecordAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination: 'arn' } } },
      ({ keys }) => (keys.includes('old') ? { ended: failed } : {}),
    );
    world.wait(120);
    expect(world.failures).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
    world.put('new');
    world.wait(1);
    expect(world.keys.at(-1)).toBe('new');
  });

  it('offers a throttled batch again, without counting it', () => {
    const world = new StreamWorld();
    world.put('a');
    world.map({ MaximumRetryAttempts: 0 }, (_, nth) => (nth < 5 ? { ended: { kind: 'throttled' } } : {}));
    world.wait(60);
    expect(world.keys).toEqual(['a', 'a', 'a', 'a', 'a']);
  });

  it('works on several items of a shard at once, and on each in order', () => {
    const world = new StreamWorld();
    let running = 0;
    let most = 0;
    for (let version = 1; version <= 4; version += 1)
      for (const id of ['a', 'b', 'c', 'd', 'e']) world.put(id, version);
    world.map({ ParallelizationFactor: 5, BatchSize: 10 }, () => {
      running += 1;
      most = Math.max(most, running);
      world.timeline.after(1000, () => {
        running -= 1;
      });
      return { afterMs: 1000 };
    });
    world.wait(60);
    expect(most).toBeGreaterThan(1);
    const versions = world.invocations.flatMap(
      ({ records }) => records as readonly { dynamodb: { NewImage: { id: { S: string }; version: { N: string } } } }[],
    );
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      const own = versions
        .filter(({ dynamodb }) => dynamodb.NewImage.id.S === id)
        .map(({ dynamodb }) => dynamodb.NewImage.version.N);
      expect(own).toEqual(['1', '2', '3', '4']);
    }
  });

  it('follows shards to their children', () => {
    const world = new StreamWorld();
    world.map({});
    for (let hour = 0; hour < 12; hour += 1) {
      world.put(`h${hour}`);
      world.wait(3600);
    }
    expect(world.keys).toEqual(Array.from({ length: 12 }, (_, hour) => `h${hour}`));
  });

  it('gathers within its window', () => {
    const world = new StreamWorld();
    world.map({ MaximumBatchingWindowInSeconds: 10 });
    for (let second = 0; second < 5; second += 1) {
      world.put(String(second));
      world.wait(1);
    }
    world.wait(10);
    expect(world.keys).toEqual(['0,1,2,3,4']);
  });

  it('shows only what a filter lets through', () => {
    const world = new StreamWorld();
    world.map({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ eventName: ['MODIFY'] }) }] } });
    world.put('a');
    world.put('a', 2);
    world.put('b');
    world.wait(1);
    expect(world.keys).toEqual(['a']);
    expect(world.invocations[0]?.records).toMatchObject([{ eventName: 'MODIFY' }]);
  });

  it('goes on where it was when it is disabled and enabled again', () => {
    const world = new StreamWorld();
    const mapping = world.map({ StartingPosition: 'LATEST' });
    world.put('a');
    world.wait(1);
    mapping.update({ Enabled: false });
    world.put('b');
    world.wait(60);
    expect(world.keys).toEqual(['a']);
    mapping.update({ Enabled: true });
    world.put('c');
    world.wait(1);
    expect(world.keys).toEqual(['a', 'b', 'c']);
  });

  it('reads a batch again that was not done when it was changed', () => {
    const world = new StreamWorld();
    const mapping = world.map({}, (_, nth) => (nth === 1 ? { afterMs: 5000, ended: failed } : {}));
    world.put('a');
    world.wait(1);
    mapping.update({ BatchSize: 1 });
    world.wait(60);
    expect(world.keys).toEqual(['a', 'a']);
  });

  it('refuses a tumbling window by its name', () => {
    expect(() => new StreamWorld().map({ TumblingWindowInSeconds: 10 })).toThrow(/TumblingWindowInSeconds/);
  });
});
