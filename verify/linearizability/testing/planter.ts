import type { Request } from './live-object.ts';
import type { ObjectRun } from './object-run.ts';

/** A violation that is written into a valid run, on one key whose clients are all idle. */
export interface ObjectMutant {
  readonly model: string;
  readonly name: string;
  /** Calls of unknown outcome before it would explain it: the run must have none. */
  readonly needsCertainty?: true;
  readonly plant: (on: Planter) => void;
}

/** Writes calls on one key by hand. */
export class Planter {
  readonly #run: ObjectRun;
  readonly #key: string;
  #processes = 0;

  constructor(run: ObjectRun, key: string) {
    this.#run = run;
    this.#key = key;
  }

  fresh(): number {
    return this.#run.fresh();
  }

  /** What the object answers, in truth. */
  ask(request: Request): unknown {
    return this.#run.objectOf(this.#key).apply(request);
  }

  /** A call that begins and ends before anything else happens. */
  call(f: string, input?: unknown, output?: unknown): void {
    this.open(f, input)(output);
  }

  /** A call that is open until what is answered is called with its output. */
  open(f: string, input?: unknown): (output?: unknown) => void {
    const process = `planted:${this.#processes++}`;
    this.#run.write(process, this.#key, 'invoke', f, input);
    return (output) => this.#run.write(process, this.#key, 'ok', f, output);
  }
}
