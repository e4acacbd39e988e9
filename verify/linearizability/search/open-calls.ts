const none = -1;

/** Bits by slot. */
type Words = Int32Array | readonly number[];

/** The calls that are open, by the slot that each holds, and which of them are reads. */
export class OpenCalls {
  /** By slot: the call, or -1. */
  readonly calls: number[] = [];
  /** The slots of open reads, and of all other open calls, as words of 32 bits. */
  readonly reads: number[] = [];
  readonly writes: number[] = [];
  #words!: number;

  /** Close all; from now on there are so many slots. */
  clear(slots: number, words: number): void {
    for (let slot = 0; slot < slots; slot++) this.calls[slot] = none;
    for (let word = 0; word < words; word++) this.reads[word] = this.writes[word] = 0;
    this.#words = words;
  }

  add(slot: number, call: number, isRead: boolean): void {
    const words = isRead ? this.reads : this.writes;
    words[slot >>> 5] = (words[slot >>> 5] as number) | (1 << (slot & 31));
    this.calls[slot] = call;
  }

  remove(slot: number): void {
    const others = ~(1 << (slot & 31));
    this.reads[slot >>> 5] = (this.reads[slot >>> 5] as number) & others;
    this.writes[slot >>> 5] = (this.writes[slot >>> 5] as number) & others;
    this.calls[slot] = none;
  }

  isWrite(slot: number): boolean {
    return ((this.writes[slot >>> 5] as number) & (1 << (slot & 31))) !== 0;
  }

  /** The first slot, from one on, of an open call that is no read and is not among those taken; -1 when there is none. */
  nextWrite(taken: Words, from: number): number {
    let mask = -1 << (from & 31);
    for (let word = from >>> 5; word < this.#words; word++) {
      const left = (this.writes[word] as number) & ~(taken[word] as number) & mask;
      if (left !== 0) return (word << 5) + 31 - Math.clz32(left & -left);
      mask = -1;
    }
    return none;
  }

  /** Whether at most one open call is neither a read nor taken. */
  hasAtMostOneWrite(taken: Words): boolean {
    const slot = this.nextWrite(taken, 0);
    return slot < 0 || this.nextWrite(taken, slot + 1) < 0;
  }
}
