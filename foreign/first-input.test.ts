import { describe, expect, it } from '@jest/globals';
import { firstInput } from './first-input.ts';
import { operationSchema } from './input/operation.ts';
import { foundIn } from './template/found.ts';

const empty = foundIn({ Resources: {} });
const queue = { isFifo: false, deadLetterQueue: undefined, maxReceiveCount: undefined, isDeadLetterQueue: false };

describe('what an app is asked before its owner says so', () => {
  it.each([
    [
      'every route',
      { httpApis: ['Api'], routes: ['GET /jobs', 'POST /jobs', 'ANY /jobs/{id}/{proxy+}', '$default'] },
      [
        { http: 'GET /jobs' },
        { http: 'POST /jobs', body: { id: '{{key}}' } },
        { http: 'POST /jobs/{{key}}/{{key}}', body: { id: '{{key}}' } },
        { http: 'POST /', body: { id: '{{key}}' } },
      ],
    ],
    ['the URL of a function', { functionUrls: ['Front'] }, [{ http: 'POST /', of: 'Front', body: { id: '{{key}}' } }]],
    [
      'a table whose stream it listens to',
      { topics: ['News'], tables: ['Things'], otherMappings: ['Work'] },
      [{ putItem: 'Things', item: { id: '{{key}}' } }],
    ],
    ['a topic', { topics: ['News'] }, [{ publish: 'News', body: { id: '{{key}}' } }]],
    ['a bus', { buses: ['Bus'] }, [{ putEvent: 'Bus', source: 'test', detailType: 'Test', detail: { id: '{{key}}' } }]],
    [
      'a queue that somebody listens to',
      {
        queues: [queue, { ...queue, consumers: ['Work'] }].map((one, n) => ({ consumers: [], ...one, name: `Q${n}` })),
      },
      [{ send: 'Q1', body: { id: '{{key}}' } }],
    ],
    ['a function', { functions: ['Work'] }, [{ invoke: 'Work', payload: { id: '{{key}}' } }]],
  ])('is %s, in words that a config takes', (_, found, expected) => {
    const written = firstInput({ ...empty, ...found }).map((text) => Function(`return (${text})`)());
    expect(written.map((one) => operationSchema.parse(one))).toMatchObject(expected);
  });
});
