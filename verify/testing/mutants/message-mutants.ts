import { messageCheckers } from '../../checkers/messages/message-checkers.ts';
import { type Family, type Mutant, muchLater } from './family.ts';
import { messageRun } from './message-run.ts';
import { add, all, of, one, remove, rewrite } from './mutant.ts';
import type { Draft, Drafts } from './saga-run.ts';

const words = ['receive', 'give-back', 'extend', 'apply', 'delete'] as const;

/** Events of one message by word, in order of time. */
function eventsOf(run: Drafts, id: string, f: string): Draft[] {
  return all(run, of(f, { key: id })).sort((a, b) => a.time - b.time);
}

function last(run: Drafts, id: string, f: string): Draft {
  return eventsOf(run, id, f).at(-1) as Draft;
}

function first(run: Drafts, id: string, f: string): Draft {
  return eventsOf(run, id, f)[0] as Draft;
}

/** Another receive of a message, at a time. */
function receive(run: Drafts, key: string, time: number, value: Record<string, unknown> = {}): void {
  const planted = { queue: 'work', receipt: 'planted', batch: 'planted', ...value };
  add(run, { f: 'receive', key, time, process: 'worker:other', value: planted });
}

function unprocessed(run: Drafts, id: string): void {
  for (const f of words) if (run.events.some(of(f, { key: id }))) remove(run, of(f, { key: id }));
}

const conservation: readonly Mutant[] = [
  {
    name: 'a message is lost',
    caughtBy: 'messages-accounted-for',
    plant(run) {
      unprocessed(run, 'plain');
      return 'plain';
    },
  },
  {
    name: 'a message that nobody sent',
    caughtBy: 'messages-accounted-for',
    plant(run) {
      remove(run, of('send', { key: 'plain' }));
      return 'plain';
    },
  },
  {
    name: 'a dead letter vanishes',
    caughtBy: 'messages-accounted-for',
    plant(run) {
      remove(run, of('dead-letter', { key: 'poison' }));
      return 'poison';
    },
  },
  {
    name: 'a refused send is received',
    caughtBy: 'messages-accounted-for',
    plant(run) {
      last(run, 'again', 'send').type = 'fail';
      return 'again';
    },
  },
  {
    name: 'a duplicate takes effect again',
    caughtBy: 'one-effect-per-message',
    plant(run) {
      const applied = one(run, of('apply', { key: 'again' }));
      add(run, { ...applied, time: applied.time - 1 });
      return 'again';
    },
  },
  {
    name: 'a message is acknowledged without its effect',
    caughtBy: 'one-effect-per-message',
    plant(run) {
      remove(run, of('apply', { key: 'plain' }));
      return 'plain';
    },
  },
  {
    name: 'a message is acknowledged before its effect',
    caughtBy: 'one-effect-per-message',
    plant(run) {
      one(run, of('apply', { key: 'plain' })).time = muchLater;
      return 'plain';
    },
  },
];

const deliveries: readonly Mutant[] = [
  {
    name: 'poison is tried once too often',
    caughtBy: 'bounded-receives',
    plant(run) {
      receive(run, 'poison', last(run, 'poison', 'give-back').time + 1);
      return 'poison';
    },
  },
  {
    name: 'an acknowledged message is received again',
    caughtBy: 'bounded-receives',
    plant(run) {
      receive(run, 'plain', last(run, 'plain', 'delete').time + 1);
      return 'plain';
    },
  },
  {
    name: 'a receive count goes back',
    caughtBy: 'bounded-receives',
    plant(run) {
      const again = last(run, 'again', 'receive');
      rewrite(run, (event) => event === again, { count: 1 });
      return 'again';
    },
  },
  {
    name: 'a message is received while somebody holds it',
    caughtBy: 'one-holder',
    plant(run) {
      receive(run, 'plain', last(run, 'plain', 'receive').time + 1);
      return 'plain';
    },
  },
  {
    name: 'a visibility ends too early',
    caughtBy: 'one-holder',
    plant(run) {
      last(run, 'again', 'receive').time = first(run, 'again', 'receive').time + 1;
      return 'again';
    },
  },
  {
    name: 'an extended visibility is not respected',
    caughtBy: 'one-holder',
    plant(run) {
      const { time, value } = first(run, 'again', 'receive');
      if (run.events.some(of('extend', { key: 'again' }))) remove(run, of('extend', { key: 'again' }));
      const extension = { receipt: value?.receipt, visibilityMs: 1e6 };
      add(run, { f: 'extend', key: 'again', time: time + 1, value: extension });
      return 'again';
    },
  },
];

const deadLetters: readonly Mutant[] = [
  {
    name: 'poison is acknowledged',
    caughtBy: 'dead-letters-explained',
    plant(run) {
      remove(run, of('dead-letter', { key: 'poison' }));
      const { value, time } = last(run, 'poison', 'give-back');
      add(run, { f: 'delete', key: 'poison', time, value: { receipt: value?.receipt } });
      return 'poison';
    },
  },
  {
    name: 'a message succeeds and is dead-lettered',
    caughtBy: 'dead-letters-explained',
    plant(run) {
      add(run, { f: 'dead-letter', key: 'plain', time: muchLater, value: { queue: 'work-dead' } });
      return 'plain';
    },
  },
  {
    name: 'a message is given up too early',
    caughtBy: 'dead-letters-explained',
    plant(run) {
      const receipt = last(run, 'poison', 'receive').value?.receipt;
      remove(run, (event) => event.value?.receipt === receipt);
      return 'poison';
    },
  },
  {
    name: 'a message is dead-lettered twice',
    caughtBy: 'dead-letters-explained',
    plant(run) {
      add(run, { ...one(run, of('dead-letter', { key: 'poison' })), time: muchLater });
      return 'poison';
    },
  },
];

const order: readonly Mutant[] = [
  {
    name: 'a message is overtaken in its group',
    caughtBy: 'fifo-order',
    plant(run) {
      one(run, of('delete', { key: 'first' })).time = muchLater;
      return 'first';
    },
  },
  {
    name: 'a group is processed in the reverse order of its sends',
    caughtBy: 'fifo-order',
    plant(run) {
      const moved = all(run, of('send', { key: 'first' }));
      for (const event of moved) event.time += muchLater;
      return 'second';
    },
  },
  {
    name: 'two messages of a group are in flight at once',
    caughtBy: 'fifo-order',
    plant(run) {
      one(run, of('receive', { key: 'second' })).time = one(run, of('receive', { key: 'first' })).time + 1;
      return 'second';
    },
  },
  {
    name: 'a message waits too long',
    caughtBy: 'bounded-age',
    plant(run) {
      one(run, of('delete', { key: 'plain' })).time = muchLater;
      return 'plain';
    },
  },
  {
    name: 'a message is never processed',
    caughtBy: 'bounded-age',
    plant(run) {
      unprocessed(run, 'plain');
      add(run, { f: 'quiet', time: muchLater });
      return 'plain';
    },
  },
  {
    name: 'a redelivery waits too long',
    caughtBy: 'bounded-age',
    plant(run) {
      for (const f of ['receive', 'apply', 'delete']) last(run, 'again', f).time = muchLater;
      return 'again';
    },
  },
];

const poison: readonly Mutant[] = [
  {
    name: 'a sibling of poison is received again',
    caughtBy: 'poison-isolation',
    plant(run) {
      receive(run, 'sibling', muchLater);
      return 'sibling';
    },
  },
  {
    name: 'a whole batch fails with its poison',
    caughtBy: 'poison-isolation',
    plant(run) {
      const acknowledged = one(run, of('delete', { key: 'sibling' }));
      run.events[run.events.indexOf(acknowledged)] = { ...acknowledged, f: 'give-back' };
      receive(run, 'sibling', acknowledged.time + 1);
      return 'sibling';
    },
  },
  {
    name: 'poison holds up its queue',
    caughtBy: 'poison-isolation',
    plant(run) {
      one(run, of('delete', { key: 'plain' })).time = muchLater;
      return 'plain';
    },
  },
  {
    name: 'poison of one group blocks another',
    caughtBy: 'poison-isolation',
    plant(run) {
      const { time } = one(run, of('receive', { key: 'second' }));
      const value = { queue: 'line', group: 'poisoned', poison: true };
      add(run, { f: 'send', type: 'invoke', key: 'stuck', time, value });
      receive(run, 'stuck', time, { queue: 'line' });
      one(run, of('delete', { key: 'second' })).time = muchLater;
      return 'second';
    },
  },
];

/** Message systems: queues, standard and FIFO, with dead-letter queues. */
export const messageFamily: Family = {
  name: 'messages',
  checkers: messageCheckers,
  runOf: messageRun,
  mutants: [...conservation, ...deliveries, ...deadLetters, ...order, ...poison],
};
