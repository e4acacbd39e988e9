import type { Sabotage } from '../../../system/system.ts';

const checkout = 'slow-and-throttled-checkout';
const unsent = 'unsent-commands';

/** All sabotages, in the order of their table. */
export const sabotages: readonly Sabotage[] = [
  {
    name: 'no-idempotency',
    breaks: 'a repeated request places a second order; a key may be used for another body',
    experiment: checkout,
    by: 'requests repeated with the same key',
    caughtBy: ['one-saga-per-request', 'one-answer-per-key'],
  },
  {
    name: 'no-compensation',
    breaks: 'a refused order is cancelled without undoing what was done',
    experiment: checkout,
    by: 'orders refused at `reserve` or `ship`',
    caughtBy: ['saga-atomicity', 'money-conservation'],
  },
  {
    name: 'forward-compensation',
    breaks: 'the charge is refunded before the stock is released',
    experiment: checkout,
    by: 'orders refused at `ship`',
    caughtBy: ['compensation-order'],
  },
  {
    name: 'release-unreserved',
    breaks: 'the refused step is undone too, without asking: stock that was never taken is returned',
    experiment: checkout,
    by: 'orders refused at `reserve`',
    caughtBy: ['resource-conservation', 'compensation-order'],
  },
  {
    name: 'oversell',
    breaks: 'stock is taken without asking whether it is there',
    experiment: checkout,
    by: 'orders for `SKU-NONE`',
    caughtBy: ['resource-conservation'],
  },
  {
    name: 'check-then-act',
    breaks: 'stock is read, then written without a condition: of two orders at once one is forgotten',
    experiment: checkout,
    by: 'orders at the same time, more so while writes are throttled',
    caughtBy: ['resource-conservation'],
  },
  {
    name: 'random-provider-key',
    breaks:
      'every call to the provider has a new key: a redelivered charge is booked twice, a refund takes nothing back',
    experiment: checkout,
    by: 'orders refused at `reserve` or `ship`',
    caughtBy: ['money-conservation'],
  },
  {
    name: 'refund-again',
    breaks: 'the refund is repeated under a second key',
    experiment: checkout,
    by: 'orders refused at `reserve` or `ship`',
    caughtBy: ['exactly-once-effects', 'money-conservation'],
  },
  {
    name: 'wrong-refund',
    breaks: 'the cents of a refund are lost',
    experiment: checkout,
    by: 'orders refused at `reserve` or `ship`',
    caughtBy: ['money-conservation'],
  },
  {
    name: 'refused-as-done',
    breaks: 'a refused step is answered as done',
    experiment: checkout,
    by: 'orders refused at any step',
    caughtBy: ['saga-atomicity', 'effect-before-acknowledgement', 'money-conservation'],
  },
  {
    name: 'answer-before-effect',
    breaks: 'a step is answered before its effect, whatever becomes of it',
    experiment: checkout,
    by: 'refused orders; throttled writes',
    caughtBy: ['saga-atomicity', 'effect-before-acknowledgement'],
  },
  {
    name: 'unconditional-transition',
    breaks: 'a transition is added to whatever version is there: one answer, handled twice at once, counts twice',
    experiment: checkout,
    by: 'requests repeated at the same moment, so that a command is sent twice',
    caughtBy: ['one-outcome'],
  },
  {
    name: 'double-effect',
    breaks: 'a redelivered command takes stock again',
    experiment: checkout,
    by: 'requests repeated at the same moment, so that a command is sent twice',
    caughtBy: ['resource-conservation'],
  },
  {
    name: 'resurrection',
    breaks: 'a late answer moves a saga on that has ended',
    experiment: checkout,
    by: 'requests repeated at the same moment, so that a command is answered twice',
    caughtBy: ['one-outcome', 'no-resurrection'],
  },
  {
    name: 'lost-outbox',
    breaks: 'a command is sent with its transition or never: not when the reply is repeated, and there is no sweeper',
    experiment: unsent,
    by: 'commands that the SDK gives up on after the transition was written',
    caughtBy: ['liveness'],
  },
  {
    name: 'failure-acknowledged',
    breaks: 'the batch response reports success for what failed, and there is no sweeper',
    experiment: unsent,
    by: 'invocations that throw',
    caughtBy: ['liveness'],
  },
  {
    name: 'sweeper-charges-again',
    breaks: 'the sweeper does not wait, and sends again under another order id: no service knows that it has done it',
    experiment: unsent,
    by: 'the sweeper, once a minute, in a run long enough to meet it: its 200 orders',
    caughtBy: ['one-outcome', 'money-conservation'],
  },
  {
    name: 'zombie-writer',
    breaks: 'a slow writer overwrites later versions of a saga, log and all: the saga is back where it was',
    experiment: checkout,
    by: 'requests repeated at the same moment, so that a command is answered twice',
    caughtBy: ['versions-advance'],
  },
];
