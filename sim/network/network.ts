import type { Draw } from '../chance/streams.ts';
import type { HttpOutcome, HttpRequest } from '../realm/owner.ts';
import type { Timeline } from '../time/timeline.ts';

/** Who sends a request. */
export interface Origin {
  /** Undefined for everybody who is no function of the simulation. */
  readonly function?: string;
  /** Its log stream. */
  readonly environment?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What it works on. */
  readonly requestId?: string;
  /** The event of that, as JSON. */
  readonly payload?: string;
}

export interface Sending {
  readonly request: HttpRequest;
  readonly origin: Origin;
  /** Draws how long its ways take. */
  readonly latency: Draw;
}

/** Carries a request out, whoever gave it up meanwhile. `done` may be called at once, or never. */
export type Serve = (request: HttpRequest, origin: Origin, done: (outcome: HttpOutcome) => void) => void;

const LEAST_MS = 0.6;
const SPREAD_MS = 1.2;
/** One in so many is late by up to so much. */
const LATE = { share: 0.01, ms: 40 };

/** The way between whoever calls and AWS. */
export class Network {
  readonly #timeline: Timeline;
  #serve: Serve = (_request, _origin, done) => done({ broken: 'ECONNREFUSED' });

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** Says who answers. */
  connect(serve: Serve): void {
    this.#serve = serve;
  }

  /** @param done gets the outcome as it leaves the service, and how long its way back takes */
  send({ request, origin, latency }: Sending, done: (outcome: HttpOutcome, backMs: number) => void): void {
    this.#timeline.after(way(latency), () => this.#serve(request, origin, (outcome) => done(outcome, way(latency))));
  }
}

function way(draw: Draw): number {
  const usual = LEAST_MS + draw() * SPREAD_MS;
  return draw() < LATE.share ? usual + draw() * LATE.ms : usual;
}
