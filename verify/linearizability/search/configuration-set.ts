const fewSlots = 64;
/** Larger than this, the arrays are given back rather than cleared. */
const manySlots = 1 << 16;

/**
 * A set of configurations, each `width` integers, in open addressing over one typed array. Some of the integers say, bit by
 * bit, which calls that never return have taken effect: who can do without them can do no less. So what leads nowhere takes
 * with it all that has used the same of them, or more.
 */
export class ConfigurationSet {
  #width!: number;
  /** Where the integers of calls that never return begin, and end. */
  #lost!: number;
  #lostEnd!: number;
  #slots = new Int32Array(0);
  #configurations = new Int32Array(0);
  #size!: number;

  /** Forget all; from now on configurations have so many integers, of which some are bits of calls that never return. */
  clear(width: number, lost: number, lostEnd: number): void {
    if (this.#size > 0) {
      if (this.#slots.length > manySlots) {
        this.#slots = new Int32Array(0);
        this.#configurations = new Int32Array(0);
      } else this.#slots.fill(0);
    }
    this.#size = 0;
    this.#width = width;
    this.#lost = lost;
    this.#lostEnd = lostEnd;
  }

  /** Bytes held, and those that one more configuration takes. */
  get bytes(): number {
    const grown =
      (this.#size + 1) * this.#width > this.#configurations.length ? 2 * this.#configurations.byteLength : 0;
    const grownSlots = (this.#size + 1) * 2 > this.#slots.length ? 2 * this.#slots.byteLength : 0;
    return this.#slots.byteLength + this.#configurations.byteLength + grown + grownSlots;
  }

  /** Whether it is there, or one that has used less. */
  has(configuration: Int32Array): boolean {
    if (this.#size === 0) return false;
    return this.#slots[this.#find(configuration, 0)] !== 0;
  }

  /** Add the configuration that begins at a place of an array, if nothing there says as much. */
  add(integers: Int32Array, from: number): void {
    if (this.#slots.length === 0) this.#slots = new Int32Array(fewSlots);
    const slot = this.#find(integers, from);
    if (this.#slots[slot] !== 0) return;
    const at = this.#size * this.#width;
    if (at + this.#width > this.#configurations.length) {
      const larger = new Int32Array(Math.max(this.#configurations.length * 2, fewSlots * this.#width));
      larger.set(this.#configurations);
      this.#configurations = larger;
    }
    for (let n = 0; n < this.#width; n++) this.#configurations[at + n] = integers[from + n] as number;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size * 2 > this.#slots.length) this.#grow();
  }

  /** The slot of a configuration, or of one that has used less, or the free one where it belongs. */
  #find(integers: Int32Array, from: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(integers, from) & mask;
    for (let entry = this.#slots[slot] as number; entry !== 0; entry = this.#slots[slot] as number) {
      if (this.#covers((entry - 1) * this.#width, integers, from)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
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

  #covers(at: number, integers: Int32Array, from: number): boolean {
    for (let n = 0; n < this.#width; n++) {
      const own = this.#configurations[at + n] as number;
      const others = integers[from + n] as number;
      const isLost = n >= this.#lost && n < this.#lostEnd;
      if (isLost ? (own & ~others) !== 0 : own !== others) return false;
    }
    return true;
  }

  #hash(integers: Int32Array, from: number): number {
    let hash = 0x9e3779b9;
    for (let n = 0; n < this.#width; n++) {
      if (n === this.#lost) n = this.#lostEnd;
      hash = Math.imul(hash ^ (integers[from + n] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
