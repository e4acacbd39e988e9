/** A set of configurations, each `width` integers, in open addressing over one typed array. */
export class ConfigurationSet {
  readonly #width: number;
  #slots: Int32Array;
  #configurations: Int32Array;
  #size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#slots = new Int32Array(64);
    this.#configurations = new Int32Array(32 * width);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#slots.byteLength + this.#configurations.byteLength;
  }

  /** Add a configuration; false when it was there. */
  add(configuration: Int32Array): boolean {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(configuration, 0) & mask;
    for (let entry = this.#slots[slot] as number; entry !== 0; entry = this.#slots[slot] as number) {
      if (this.#equals(configuration, (entry - 1) * this.#width)) return false;
      slot = (slot + 1) & mask;
    }
    const at = this.#size * this.#width;
    if (at + this.#width > this.#configurations.length) {
      const larger = new Int32Array(this.#configurations.length * 2);
      larger.set(this.#configurations);
      this.#configurations = larger;
    }
    this.#configurations.set(configuration, at);
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 1; entry <= this.#size; entry++) {
      let slot = this.#hash(this.#configurations, (entry - 1) * this.#width) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.#slots = slots;
  }

  #equals(configuration: Int32Array, at: number): boolean {
    for (let n = 0; n < this.#width; n++) if (configuration[n] !== this.#configurations[at + n]) return false;
    return true;
  }

  #hash(integers: Int32Array, at: number): number {
    let hash = 0x9e3779b9;
    for (let n = 0; n < this.#width; n++) {
      hash = Math.imul(hash ^ (integers[at + n] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }
}
