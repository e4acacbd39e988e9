import type { WorkloadMutant } from './workload.ts';

type Step = WorkloadMutant['steps'][number];

const send = (value: unknown, offset: unknown, more: Partial<Step> = {}): Step => {
  return { f: 'send', input: [['send', 'x', value]], output: [['send', 'x', [offset, value]]], ...more };
};
const poll = (messages: readonly (readonly [unknown, unknown])[], more: Partial<Step> = {}): Step => {
  return { f: 'poll', input: [['poll']], output: [['poll', { x: messages }]], ...more };
};

const transaction = (own: readonly [number, number], other: readonly [number, number]): Step => {
  const output = [
    ['send', 'x', own],
    ['poll', { x: [other] }],
  ];
  return { f: 'txn', input: [['send', 'x', own[1]], ['poll']], output };
};

/** Violations of logs, on a key of their own. */
export const logMutants: readonly WorkloadMutant[] = [
  {
    name: 'a message is lost',
    steps: [send(1, 0), send(2, 1), poll([[1, 2]])],
    says: /^lost-write: 1 was sent to key x and never polled/,
  },
  {
    name: 'an offset holds two messages',
    steps: [send(1, 0), poll([[0, 1]]), send(2, 0)],
    says: /^inconsistent-offsets: offset 0 of key x is 1 and 2/,
  },
  {
    name: 'a message is at two offsets',
    steps: [
      send(1, 0),
      poll([
        [0, 1],
        [1, 1],
      ]),
    ],
    says: /^duplicate: 1 is at offsets 0 and 1/,
  },
  { name: 'what failed is polled', steps: [send(1, 0, { type: 'fail' }), poll([[0, 1]])], says: /^aborted-read: 1/ },
  { name: 'what nobody sent is polled', steps: [poll([[0, 7]])], says: /^unwritten-read: 7/ },
  {
    name: 'a transaction polls what it has not committed',
    steps: [
      {
        f: 'txn',
        input: [['send', 'x', 1], ['poll']],
        output: [
          ['send', 'x', [0, 1]],
          ['poll', { x: [[0, 1]] }],
        ],
      },
    ],
    says: /^precommitted-read: polled 1 from key x/,
  },
  {
    name: 'a poll goes over a message',
    steps: [
      send(1, 0),
      send(2, 1),
      send(3, 2),
      poll([
        [0, 1],
        [2, 3],
      ]),
      poll([[1, 2]]),
    ],
    says: /^int-poll-skip: .*, over 2 at offset 1/,
  },
  {
    name: 'a poll goes back',
    steps: [
      send(1, 0),
      send(2, 4),
      poll([
        [4, 2],
        [0, 1],
      ]),
    ],
    says: /^int-nonmonotonic-poll: /,
  },
  {
    name: 'the next poll of a consumer goes over a message',
    steps: [
      send(1, 0),
      send(2, 1),
      send(3, 2),
      poll([[1, 2]]),
      poll([[0, 1]], { process: 'c' }),
      poll([[2, 3]], { process: 'c' }),
    ],
    says: /^poll-skip: polled 1 at offset 0 of key x and then 3 at offset 2, over 2 at offset 1/,
  },
  {
    name: 'the next poll of a consumer finds the same again',
    steps: [send(1, 0), poll([[0, 1]], { process: 'c' }), poll([[0, 1]], { process: 'c' })],
    says: /^nonmonotonic-poll: /,
  },
  {
    name: 'a producer is overtaken by itself',
    steps: [send(1, 5, { process: 's' }), send(2, 4, { process: 's' })],
    says: /^nonmonotonic-send: sent 1 at offset 5/,
  },
  {
    name: 'a transaction appends in another order than it sent',
    steps: [
      {
        f: 'txn',
        input: [
          ['send', 'x', 1],
          ['send', 'x', 2],
        ],
        output: [
          ['send', 'x', [1, 1]],
          ['send', 'x', [0, 2]],
        ],
      },
    ],
    says: /^int-nonmonotonic-send: /,
  },
  {
    name: 'two transactions poll what the other sends',
    steps: [transaction([0, 1], [1, 2]), transaction([1, 2], [0, 1])],
    atOnce: true as const,
    says: /^G1c: txn \d+ sent \d to key x, which txn \d+ polled; txn/,
  },
  {
    name: 'a transaction polls what was sent after what it sent was polled',
    steps: [
      { ...transaction([0, 1], [1, 2]), until: 9 },
      { ...poll([[0, 1]]), process: 'c', at: 2, until: 3 },
      { ...send(2, 1), at: 4, until: 5 },
    ],
    says: /^G1c-realtime: .* was over before/,
  },
  {
    name: 'messages of two transactions lie between each other',
    steps: [
      {
        f: 'txn',
        input: [],
        output: [
          ['send', 'x', [0, 1]],
          ['send', 'x', [2, 3]],
        ],
      },
      {
        f: 'txn',
        input: [],
        output: [
          ['send', 'x', [1, 2]],
          ['send', 'x', [3, 4]],
        ],
      },
    ],
    options: { isolated: true },
    says: /^G0: txn (\d+) sent \d to key x, right before \d of txn (?!\1;)\d+; txn/,
  },
].map((each): WorkloadMutant => ({ ...each, caughtBy: 'kafka' }));
