import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderSaga } from '../../orders/handlers/orders/order-saga.ts';
import type { Command, Saga, SagaEvent } from './saga.ts';
import { drive, type SagaParts } from './saga-driver.ts';
import { start } from './transition.ts';

class Crash extends Error {}

type Reply = Extract<SagaEvent, { type: 'reply' }>;
type Message = Command | Reply;
/** Which message comes, and after how many writes and sends its handler dies or loses an acknowledgement. */
interface Fault {
  readonly pick: number;
  readonly crashAfter: number;
  readonly lostAcknowledgement: boolean;
  readonly duplicate: boolean;
  readonly sweep: boolean;
}

/** A world of one order: a table, a bag of messages without order, and services that do an effect once. */
class World {
  readonly effects: string[] = [];
  readonly queue: Message[] = [];
  readonly answers = new Map<string, Reply['outcome']>();
  saga: Saga = start(orderSaga, 'order', {}, 0).saga;
  clock = 0;
  readonly refused: string | undefined;
  private actionsLeft = Number.POSITIVE_INFINITY;
  private loseNext = false;

  constructor(refused: string | undefined) {
    this.refused = refused;
  }

  readonly parts: SagaParts<unknown> = {
    definition: orderSaga,
    store: {
      load: async () => this.saga,
      replace: async (meant) => {
        this.act();
        if (this.saga.version !== meant.version - 1) return this.saga;
        this.saga = structuredClone(meant);
        if (!this.loseNext) return undefined;
        this.loseNext = false;
        return structuredClone(this.saga);
      },
    },
    send: async (command) => {
      this.act();
      this.queue.push(command);
    },
  };

  /** Handles one message or a sweep; what crashed leaves its message in the queue. */
  async step({ pick, crashAfter, lostAcknowledgement, duplicate, sweep }: Fault): Promise<void> {
    this.clock += 30_000;
    this.actionsLeft = crashAfter;
    this.loseNext = lostAcknowledgement;
    const index = this.queue.length === 0 ? -1 : pick % this.queue.length;
    const message = this.queue[index];
    try {
      if (sweep || !message) await this.sweep();
      else if (message.type === 'command') this.perform(message);
      else await drive(this.parts, 'order', { ...message, at: this.clock });
      if (message && !sweep && !duplicate) this.queue.splice(index, 1);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  private async sweep(): Promise<void> {
    await drive(this.parts, 'order', { type: 'sweep', at: this.clock, staleAfterMs: 20_000, maxResends: 1_000 });
  }

  private perform({ step, action }: Command): void {
    const key = `${action} ${step}`;
    if (!this.answers.has(key)) {
      this.act();
      const outcome = action === 'do' && step === this.refused ? 'refused' : 'done';
      this.answers.set(key, outcome);
      if (outcome === 'done') this.effects.push(key);
    }
    this.act();
    this.queue.push({ type: 'reply', at: 0, step, action, outcome: this.answers.get(key) ?? 'done' });
  }

  /** One write or send: the process may die right before it. */
  private act(): void {
    if (this.actionsLeft === 0) throw new Crash();
    this.actionsLeft -= 1;
  }
}

const fault = fc.record({
  pick: fc.nat({ max: 20 }),
  crashAfter: fc.constantFrom(0, 1, 2, 99, 99, 99),
  lostAcknowledgement: fc.boolean(),
  duplicate: fc.boolean(),
  sweep: fc.constantFrom(true, false, false, false),
});
const calm: Fault = { pick: 0, crashAfter: 99, lostAcknowledgement: false, duplicate: false, sweep: false };

const expected = new Map([
  [undefined, ['do charge', 'do reserve', 'do ship']],
  ['charge', []],
  ['reserve', ['do charge', 'undo charge']],
  ['ship', ['do charge', 'do reserve', 'undo reserve', 'undo charge']],
]);

describe('a saga under crashes, duplicates, reordering and lost acknowledgements', () => {
  it('ends, with every effect exactly once and in order, wherever a process died', async () => {
    const refusal = fc.constantFrom(undefined, 'charge', 'reserve', 'ship');
    await fc.assert(
      fc.asyncProperty(refusal, fc.array(fault, { maxLength: 40 }), async (refused, faults) => {
        const world = new World(refused);
        for (const one of faults) await world.step(one);
        for (let calmSteps = 0; world.saga.open && calmSteps < 500; calmSteps++) await world.step(calm);
        expect(world.saga.status).toBe(refused ? 'cancelled' : 'confirmed');
        expect(world.effects).toEqual(expected.get(refused));
      }),
      { numRuns: 300 },
    );
  });
});
