import fc from 'fast-check';
import { type Action, QUEUES, type QueueName, type Sent } from './actions.ts';

/** A queue of some. */
type Queue = fc.Arbitrary<QueueName>;
const text = fc.constantFrom('a', 'b', 'c', 'd', 'e', '{"orderId":"order-1"}', 'grüße 🎉');
const oddText = fc.constantFrom('', '\u000b', '\ufffe', 'x'.repeat(2000));
const groupId = fc.constantFrom('g1', 'g2', 'g3');
const deduplicationId = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8');

const attribute = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom({ DataType: 'String', StringValue: 'v' }, { DataType: 'String', StringValue: 'grüße' }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      { DataType: 'Number', StringValue: '1.50' },
      { DataType: 'Number.int', StringValue: '7' },
    ),
  },
  { weight: 4, arbitrary: fc.constantFrom({ DataType: 'Binary', BinaryValue: 'AAEC' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ DataType: 'String', StringValue: '' }, { DataType: 'Text', StringValue: 'v' }),
  },
);
const attributeName = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('k', 'a.1', 'a.2', 'trace-id', 'under_score') },
  { weight: 1, arbitrary: fc.constantFrom('AWS.x', 'a b', '.a', 'a.') },
);
const attributes = fc.dictionary(attributeName, attribute, { minKeys: 1, maxKeys: 3 });

/** In one of so many cases a value, in the others none. */
const oneIn = <T>(cases: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: cases - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** A value in all but one of so many cases. */
const butOneIn = <T>(cases: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: cases - 1, arbitrary });
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

function messageTo(to: QueueName, delay: fc.Arbitrary<number>): fc.Arbitrary<Sent> {
  const isFifo = to.endsWith('.fifo');
  return fc
    .record({
      MessageBody: fc.oneof({ weight: 30, arbitrary: text }, { weight: 1, arbitrary: oddText }),
      MessageAttributes: oneIn(4, attributes),
      DelaySeconds: oneIn(6, isFifo ? fc.constantFrom(0, 0, 0, 5) : delay),
      MessageGroupId: isFifo ? butOneIn(30, groupId) : oneIn(6, groupId),
      MessageDeduplicationId: isFifo
        ? butOneIn(to === 'groups.fifo' ? 2 : 20, deduplicationId)
        : oneIn(40, deduplicationId),
    })
    .map((message) => defined(message) as Sent);
}

const handle = fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.nat({ max: 20 }) });
const names = fc.constantFrom<readonly string[]>(['All'], [], ['k'], ['a.*'], ['trace-id', 'a.1']);
const system = fc.constantFrom<readonly string[]>(
  ['All'],
  ['All'],
  [],
  ['ApproximateReceiveCount'],
  ['SentTimestamp', 'MessageGroupId'],
);

function receiveWith(queue: Queue, visibility: fc.Arbitrary<number>): fc.Arbitrary<Action> {
  const parameters = fc
    .record({
      MaxNumberOfMessages: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(1, 2, 3, 10) },
        { weight: 1, arbitrary: fc.constantFrom(-3, 11) },
      ),
      VisibilityTimeout: oneIn(3, visibility),
      WaitTimeSeconds: oneIn(40, fc.constantFrom(-1, 21)),
      MessageAttributeNames: names,
      MessageSystemAttributeNames: system,
    })
    .map(defined);
  return fc.record({ call: fc.constant('receive' as const), queue, parameters });
}

const ids = fc.oneof(
  { weight: 12, arbitrary: fc.constant(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']) },
  { weight: 1, arbitrary: fc.constantFrom(['1', '1', '2', '3', '4', '5'], ['a b', '2', '3', '4', '5', '6']) },
);
const some = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.array(one, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 0 }) },
    { weight: 1, arbitrary: fc.array(one, { minLength: 11, maxLength: 12 }) },
  );

const otherOf = (queue: Queue): fc.Arbitrary<Action> =>
  fc
    .oneof(
      fc.constantFrom(
        ['GetQueueUrl', {}],
        ['ListQueueTags', {}],
        ['ListDeadLetterSourceQueues', {}],
        ['GetQueueAttributes', { AttributeNames: ['All'] }],
        ['GetQueueAttributes', { AttributeNames: ['VisibilityTimeout', 'RedrivePolicy'] }],
        ['GetQueueAttributes', {}],
        ['GetQueueAttributes', { AttributeNames: ['Nonsense'] }],
        ['SetQueueAttributes', { Attributes: { Nonsense: '1' } }],
        ['SetQueueAttributes', { Attributes: { DelaySeconds: '0' } }],
        ['SetQueueAttributes', { Attributes: { ContentBasedDeduplication: 'true' } }],
        ['SetQueueAttributes', { Attributes: { ContentBasedDeduplication: 'false' } }],
        ['SetQueueAttributes', { Attributes: { MaximumMessageSize: '1024' } }],
        ['SetQueueAttributes', { Attributes: { Policy: '' } }],
        ['SetQueueAttributes', { Attributes: {} }],
        ['TagQueue', { Tags: { a: '1', b: '2' } }],
        ['TagQueue', { Tags: { a: '3' } }],
        ['UntagQueue', { TagKeys: ['a', 'z'] }],
        ['AddPermission', { Label: 'l', AWSAccountIds: ['111111111111'], Actions: ['SendMessage'] }],
        ['RemovePermission', { Label: 'l' }],
        ['PurgeQueue', {}],
      ),
    )
    .chain(([operation, input]) =>
      fc.record({
        call: fc.constant('other' as const),
        queue,
        operation: fc.constant(operation as string),
        input: fc.constant(input as object),
      }),
    );

/** What differs between histories in which time stands still and those in which it goes on. */
interface Times {
  readonly delay: fc.Arbitrary<number>;
  readonly visibility: fc.Arbitrary<number>;
  readonly wait: fc.Arbitrary<number> | undefined;
}

function actionsWith(queue: Queue, { delay, visibility, wait }: Times): fc.Arbitrary<Action> {
  const send = queue.chain((to) =>
    fc.record({ call: fc.constant('send' as const), queue: fc.constant(to), message: messageTo(to, delay) }),
  );
  const sendBatch = queue.chain((to) =>
    fc.record({
      call: fc.constant('sendBatch' as const),
      queue: fc.constant(to),
      messages: some(messageTo(to, delay)),
      ids,
    }),
  );
  return fc.oneof(
    { weight: 30, arbitrary: send as fc.Arbitrary<Action> },
    { weight: 8, arbitrary: sendBatch as fc.Arbitrary<Action> },
    { weight: 35, arbitrary: receiveWith(queue, visibility) },
    { weight: 12, arbitrary: fc.record({ call: fc.constant('delete' as const), queue, handle }) },
    { weight: 6, arbitrary: fc.record({ call: fc.constant('deleteBatch' as const), queue, handles: some(handle) }) },
    { weight: 12, arbitrary: fc.record({ call: fc.constant('change' as const), queue, handle, seconds: visibility }) },
    {
      weight: 6,
      arbitrary: fc.record({
        call: fc.constant('changeBatch' as const),
        queue,
        handles: some(handle),
        seconds: visibility,
      }),
    },
    { weight: 8, arbitrary: fc.record({ call: fc.constant('count' as const), queue }) },
    { weight: 8, arbitrary: otherOf(queue) },
    ...(wait === undefined
      ? []
      : [{ weight: 10, arbitrary: fc.record({ call: fc.constant('wait' as const), seconds: wait }) }]),
  );
}

const all = fc.constantFrom<QueueName>(...QUEUES);

/** Calls of which nothing becomes visible by itself while a test looks. */
export const still = actionsWith(all, {
  delay: fc.constantFrom(0, 900),
  visibility: fc.constantFrom(0, 0, 600, 3600),
  wait: undefined,
});

const TIMES = { delay: fc.constantFrom(0, 8), visibility: fc.constantFrom(0, 8, 8, 600) };

/** Calls with delays and timeouts of seconds, and waits. */
export const moving = actionsWith(all, { ...TIMES, wait: fc.constantFrom(11) });

/** The same to one queue and its dead-letter queue, with waits of minutes as well. */
export const close: fc.Arbitrary<fc.Arbitrary<Action>> = fc
  .constantFrom<readonly QueueName[]>(['plain'], ['source', 'source', 'dead'], ['fifo.fifo'], ['groups.fifo'])
  .map((queues) => actionsWith(fc.constantFrom(...queues), { ...TIMES, wait: fc.constantFrom(11, 11, 155) }));
