/** Draws a number from 0 up to, not including, 1. */
export type Draw = () => number;

/** Random streams of a seed, by name: a new draw in one place shifts nothing elsewhere. */
export type Streams = (name: string) => Draw;

/** The streams of a seed; the same name goes on where it was. */
export function streamsOf(seed: number | string): Streams {
  const streams = new Map<string, Draw>();
  return (name) => {
    const known = streams.get(name);
    if (known !== undefined) return known;
    const stream = sfc32(`${seed}/${name}`);
    streams.set(name, stream);
    return stream;
  };
}

/** How many numbers are thrown away until the state is mixed. */
const WARM_UP = 15;

/** Chris Doty-Humphrey's small fast counter of 32 bits (https://pracrand.sourceforge.net/RNG_engines.txt). */
function sfc32(seed: string): Draw {
  let a = hash(seed, 0x811c9dc5);
  let b = hash(seed, 0x01000193);
  let c = hash(seed, 0x9e3779b9);
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let n = 0; n < WARM_UP; n++) next();
  // 53 bits, as Math.random has.
  return () => (next() * 0x200000 + (next() >>> 11)) / 0x20000000000000;
}

/** FNV-1a with Murmur's last mix. */
function hash(text: string, basis: number): number {
  let value = basis;
  for (let n = 0; n < text.length; n++) value = Math.imul(value ^ text.charCodeAt(n), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** Bytes of a stream, in the form of a UUID of version 4. */
export function uuidOf(draw: Draw): string {
  const bytes = bytesOf(draw, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Bytes of a stream. */
export function bytesOf(draw: Draw, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let n = 0; n < length; n++) bytes[n] = Math.floor(draw() * 256);
  return bytes;
}
