import { endCheckers } from '../../checkers/ends/end-checkers.ts';
import { noUnexplainedErrors } from '../../checkers/ends/no-unexplained-errors.ts';
import { sameEndState } from '../../checkers/ends/same-end-state.ts';
import { nemesis } from '../../history/event.ts';
import type { Draw } from './draw.ts';
import type { Family, Mutant } from './family.ts';
import { add, of, one, remove } from './mutant.ts';
import type { Draft, Drafts } from './saga-run.ts';

const began = 1_790_000_000_000;
const receipts = 'table receipts';

/** A valid run: what it left is what two calm runs left, but for times and drawn ids; a fault hit the one function that failed. */
function endRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [];
  const ids = () => Array.from({ length: 4 }, () => draw(0x1000, 0xffff).toString(16)).join('');
  for (let n = 0; n <= size; n++) {
    const request = { process: `client:${n}`, f: 'request', key: `order-${n}` };
    events.push({ ...request, time: n, type: 'invoke', value: { digest: `${n}` } });
    events.push({ ...request, time: n + 1, type: 'ok', value: {} });
  }
  const amounts = Array.from({ length: size + 1 }, () => draw(1, 9));
  for (const calm of [undefined, 'calm-1', 'calm-2']) {
    const start = began + draw(0, 1_000_000);
    const leave = (key: string, item: object) =>
      events.push({
        time: size + 9,
        process: 'observer',
        type: 'ok',
        f: 'item',
        key,
        value: { calm, began: start, item },
      });
    for (const [n, amount] of amounts.entries()) {
      const id = `${ids()}-0000-4000-8000-${ids().slice(0, 12)}`.replace(/^(.{8})(.{4})(.{4})/, '$1');
      leave('table orders', { order: `order-${n}`, receipt: id, at: start + draw(0, 60_000) });
      leave(receipts, { id, amount, note: JSON.stringify({ of: id, at: new Date(start).toISOString() }) });
    }
  }
  const hit = { fault: 'error', function: 'shop-pay', requestId: 'request-0' };
  events.push({ time: 1, process: nemesis, type: 'info', f: 'injection', key: 'rule', value: hit });
  const failed = { function: 'shop-pay', status: 'error', errorType: 'Error' };
  events.push({ time: 2, process: 'observer', type: 'info', f: 'function-error', key: 'request-0', value: failed });
  return { events };
}

const own = (key: string) => (event: Draft) => of('item', { key })(event) && event.value?.calm === undefined;
const itemOf = (run: Drafts, key: string) => {
  const event = one(run, own(key));
  const item = { ...(event.value?.item as Record<string, unknown>) };
  event.value = { ...event.value, item };
  return item;
};

function end(name: string, id: string, change: (run: Drafts) => void): Mutant {
  return {
    name,
    caughtBy: sameEndState.name,
    plant(run) {
      change(run);
      return id;
    },
  };
}

function fail(name: string, key: string, change: (run: Drafts) => void): Mutant {
  return {
    name,
    caughtBy: noUnexplainedErrors.name,
    plant(run) {
      change(run);
      return key;
    },
  };
}

/** What is found when a run of an unknown system is over. */
export const endFamily: Family = {
  name: 'ends',
  checkers: endCheckers,
  runOf: endRun,
  mutants: [
    fail('a function fails without a fault', 'request-9', (run) =>
      add(run, {
        f: 'function-error',
        time: 3,
        type: 'info',
        key: 'request-9',
        value: { function: 'shop-pay', status: 'error' },
      }),
    ),
    fail('a function times out in another invocation than the one that was hit', 'request-8', (run) => {
      one(run, of('function-error', {})).key = 'request-8';
    }),
    fail('a function fails after a fault of the environments of another one', 'request-0', (run) => {
      one(run, of('injection', {})).value = { fault: 'kill', function: 'shop-ship' };
    }),
    end('a row is missing', 'order-0', (run) => remove(run, (event) => event === one(run, own('table orders')))),
    end('an effect took place twice', receipts, (run) => {
      const event = one(run, own(receipts));
      run.events.push({ ...event, value: { ...event.value, item: { ...itemOf(run, receipts), id: 'f'.repeat(20) } } });
    }),
    end('a value was lost', receipts, (run) => {
      itemOf(run, receipts).amount = 99;
    }),
    end('a row refers to another one than it should', 'order-0', (run) => {
      itemOf(run, 'table orders').receipt = 'ffffffff-0000-4000-8000-ffffffffffff';
    }),
    end('a message went out that nobody should get', 'queue told', (run) =>
      add(run, { f: 'item', time: 1e6, key: 'queue told', value: { began, item: { told: true } } }),
    ),
  ],
};
