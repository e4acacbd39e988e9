import type { Caller, Chance } from './calls/circumstances.ts';
import { SqsError } from './calls/errors.ts';
import type { Queue } from './queue/queue.ts';
import type { Queues } from './queues.ts';

/** A clock with an agenda. */
export interface Timeline {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Runs something once, at a time; returns what calls it off. */
  at(atMs: number, run: () => void): () => void;
}

/** What became of a call. */
export type Outcome = { readonly output: object } | { readonly error: SqsError };

interface Waiting {
  readonly input: unknown;
  readonly caller: Caller;
  readonly done: (outcome: Outcome) => void;
  readonly endTimer: () => void;
}

/** The receives that wait for messages of one queue, and when to look again. */
interface WaitingRoom {
  readonly waiting: Set<Waiting>;
  wake: { readonly atMs: number; readonly cancel: () => void } | undefined;
}

const found = (output: object) => 'Messages' in output;

/** SQS in the time of a timeline: long polls wait, and redrives go on by themselves. */
export class QueuesInTime {
  readonly #queues: Queues;
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #rooms = new Map<Queue, WaitingRoom>();
  #isLooking = false;
  #hasNews = false;
  #move: { readonly atMs: number; readonly cancel: () => void } | undefined;

  constructor(queues: Queues, timeline: Timeline, chance: Chance) {
    this.#queues = queues;
    this.#timeline = timeline;
    this.#chance = chance;
  }

  /**
   * Makes a call. All calls are done before this returns but a ReceiveMessage that waits, which is done when it gets messages
   * or its time is over. Returns what takes the caller out of the wait: then it gets no answer, and no messages.
   */
  call(operation: string, input: unknown, caller: Caller, done: (outcome: Outcome) => void): () => void {
    const outcome = this.#try(operation, input, caller);
    const isEmpty = operation === 'ReceiveMessage' && 'output' in outcome && !found(outcome.output);
    const leave = isEmpty ? this.#wait(input, caller, done, outcome) : undefined;
    if (leave === undefined) done(outcome);
    this.#lookAround();
    return leave ?? (() => {});
  }

  #try(operation: string, input: unknown, caller: Caller): Outcome {
    const circumstances = { nowMs: this.#timeline.nowMs, chance: this.#chance };
    try {
      return { output: this.#queues.call(operation, input, caller, circumstances) };
    } catch (error) {
      if (error instanceof SqsError) return { error };
      throw error;
    }
  }

  #wait(input: unknown, caller: Caller, done: Waiting['done'], nothing: Outcome): (() => void) | undefined {
    const { nowMs } = this.#timeline;
    const { queue, waitMs } = this.#queues.waitOf(input, caller, nowMs);
    if (waitMs === 0) return undefined;
    const room = this.#rooms.get(queue) ?? { waiting: new Set(), wake: undefined };
    this.#rooms.set(queue, room);
    const endTimer = this.#timeline.at(nowMs + waitMs, () => {
      this.#leave(queue, room, one);
      done(nothing);
    });
    const one: Waiting = { input, caller, done, endTimer };
    room.waiting.add(one);
    return () => this.#leave(queue, room, one);
  }

  #leave(queue: Queue, room: WaitingRoom, one: Waiting): void {
    one.endTimer();
    room.waiting.delete(one);
    if (room.waiting.size > 0) return;
    room.wake?.cancel();
    room.wake = undefined;
    this.#rooms.delete(queue);
  }

  /** After every call: whoever waits and can have something gets it, and the next look is on the agenda. */
  #lookAround(): void {
    this.#hasNews = true;
    // Who is served may call at once; that is looked at here, when it has had its answer.
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#hasNews) {
      this.#hasNews = false;
      for (const [queue, room] of this.#rooms) this.#serve(queue, room);
    }
    this.#isLooking = false;
    for (const [queue, room] of this.#rooms)
      room.wake = this.#agenda(room.wake, queue.nextMs, () => {
        room.wake = undefined;
        this.#lookAround();
      });
    this.#move = this.#agenda(this.#move, this.#queues.nextMoveMs, () => {
      this.#move = undefined;
      this.#queues.advance({ nowMs: this.#timeline.nowMs, chance: this.#chance });
      this.#lookAround();
    });
  }

  #agenda(known: WaitingRoom['wake'], atMs: number | undefined, run: () => void): WaitingRoom['wake'] {
    if (known?.atMs === atMs) return known;
    known?.cancel();
    return atMs === undefined ? undefined : { atMs, cancel: this.#timeline.at(atMs, run) };
  }

  #serve(queue: Queue, room: WaitingRoom): void {
    for (const one of [...room.waiting]) {
      if (!queue.hasVisible(this.#timeline.nowMs)) return;
      const outcome = this.#try('ReceiveMessage', one.input, one.caller);
      if ('output' in outcome && !found(outcome.output)) continue;
      this.#leave(queue, room, one);
      one.done(outcome);
    }
  }
}
