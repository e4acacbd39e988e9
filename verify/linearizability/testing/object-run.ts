import type { EventType, HistoryEvent } from '../../history/event.ts';
import type { Draw } from '../../testing/mutants/draw.ts';
import { blocked, type LiveObject, type ObjectKind, type Request } from './live-object.ts';

/** How a history is made. */
export interface RunShape {
  readonly operations: number;
  /** Clients by key. */
  readonly clients: number;
  readonly keys: number;
  /** Of a hundred calls, so many end as unknown, and so many as not done. */
  readonly unknownPercent: number;
  readonly failPercent: number;
}

interface Client {
  readonly number: number;
  readonly key: string;
  readonly object: LiveObject;
  lives: number;
  request: Request | undefined;
  isDone: boolean;
  answer: unknown;
}

/** A history in the making: a linearizable one, while only `run` writes it. */
export class ObjectRun {
  readonly events: HistoryEvent[] = [];
  readonly #draw: Draw;
  readonly #shape: RunShape;
  readonly #clients: Client[] = [];
  #fresh = 0;

  constructor({ create }: ObjectKind, draw: Draw, shape: RunShape) {
    this.#draw = draw;
    this.#shape = shape;
    for (let key = 0; key < shape.keys; key++) {
      const object = create();
      for (let client = 0; client < shape.clients; client++) {
        const number = this.#clients.length;
        this.#clients.push({
          number,
          key: `key-${key}`,
          object,
          lives: 0,
          request: undefined,
          isDone: false,
          answer: undefined,
        });
      }
    }
  }

  /** A number that nobody has used. */
  fresh(): number {
    return this.#fresh++;
  }

  /** The object of a key, as it is. */
  objectOf(key: string): LiveObject {
    return (this.#clients.find((client) => client.key === key) as Client).object;
  }

  /** Clients call, the object does what they ask at some moment, they return. */
  run(operations: number): void {
    for (let begun = 0; begun < operations; ) {
      const client = this.#clients[this.#draw(0, this.#clients.length - 1)] as Client;
      if (client.request === undefined) {
        begun += 1;
        client.request = client.object.ask(this.#draw, this.fresh());
        client.isDone = false;
        this.#write(client, 'invoke', client.request.f, client.request.input);
      } else this.#goOn(client);
    }
  }

  /** All calls come to their ends. */
  settle(): void {
    for (const client of this.#clients) {
      if (client.request !== undefined && !client.isDone) this.#apply(client);
      if (client.request !== undefined) this.#end(client, client.isDone ? 'ok' : 'fail', client.answer);
    }
  }

  /** Write an event by hand. */
  write(process: string, key: string, type: EventType, f: string, value?: unknown): void {
    const index = this.events.length;
    this.events.push({ index, time: index * 1000, process, type, f, key, ...(value !== undefined && { value }) });
  }

  #goOn(client: Client): void {
    const { unknownPercent, failPercent } = this.#shape;
    const chance = this.#draw(0, 99);
    if (chance < unknownPercent) this.#end(client, 'info', undefined);
    else if (client.isDone) this.#end(client, 'ok', client.answer);
    else if (chance < unknownPercent + failPercent) this.#end(client, 'fail', undefined);
    else this.#apply(client);
  }

  #apply(client: Client): void {
    const answer = client.object.apply(client.request as Request);
    client.isDone = answer !== blocked;
    client.answer = client.isDone ? answer : undefined;
  }

  #end(client: Client, type: EventType, value: unknown): void {
    this.#write(client, type, (client.request as Request).f, value);
    if (type === 'ok') client.object.returned?.(client.request as Request, value);
    client.request = undefined;
    if (type === 'info') client.lives += 1;
  }

  #write({ number, key, lives }: Client, type: EventType, f: string, value: unknown): void {
    this.write(lives === 0 ? `client:${number}` : `client:${number}.${lives}`, key, type, f, value);
  }
}
