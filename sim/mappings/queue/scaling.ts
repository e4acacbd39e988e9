/** "starts processing five batches at a time" (Developer Guide, "Configuring scaling behavior for SQS event source mappings") */
const START = 5;
/** "can optimize to as few as 2 concurrent batches"; back-off on failures stops there too. */
const FLOOR = 2;

/** How many batches of a mapping may be worked on at once. It moves as Lambda moves it, between two and the mapping's maximum. */
export class Scaling {
  readonly #most: number;
  #limit: number;
  #isBackingOff = false;

  constructor(most: number) {
    this.#most = most;
    this.#limit = Math.min(START, most);
  }

  get limit(): number {
    return this.#limit;
  }

  /** Whether it may still grow: not while batches fail. */
  get canGrow(): boolean {
    return this.#limit < this.#most && !this.#isBackingOff;
  }

  /** Messages are waiting although all that may run does. */
  grow(): void {
    this.#limit = Math.min(this.#most, this.#limit + 1);
  }

  /** A poller found nothing for long: "When traffic is low, Lambda scales back the processing to five concurrent batches". */
  idle(): void {
    this.#limit = Math.max(Math.min(START, this.#most), this.#limit - 1);
  }

  /** A batch failed or was throttled: "Lambda gradually backs off, reducing the amount of concurrency". */
  failed(): void {
    this.#isBackingOff = true;
    this.#limit = Math.max(Math.min(FLOOR, this.#most), this.#limit - 1);
  }

  /** A batch went well: what failures took away comes back. */
  went(): void {
    this.#isBackingOff = false;
    if (this.#limit < START) this.grow();
  }
}
