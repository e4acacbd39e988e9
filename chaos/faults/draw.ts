/** What a draw depends on, and nothing else: never the clock, the process or the order of events. */
export interface Ticket {
  readonly seed: number;
  /** Id of the rule, so that two rules with one seed hit different keys. */
  readonly rule: string;
  /** The stable key: order id, idempotency key or message id. */
  readonly key: string;
  /** Differs between the tries with this key, so that a retry has a chance of its own. */
  readonly attempt: number;
}

/**
 * A number in [0, 1) that is the same for the same ticket in every process on every machine.
 * A fault of 30 % hits a ticket when its draw is below 0.3, so raising the percentage only ever adds victims.
 */
export function draw({ seed, rule, key, attempt }: Ticket): number {
  return murmur3([seed, rule, key, attempt].join('\u0000')) / 2 ** 32;
}

/** MurmurHash3, x86, 32 bits, over UTF-8 (https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp). */
export function murmur3(text: string, seed = 0): number {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < tail; at += 4) {
    hash = rotate(hash ^ scramble(view.getInt32(at, true)), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= tail; at--) rest = (rest << 8) | view.getUint8(at);
  hash ^= scramble(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  return Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
