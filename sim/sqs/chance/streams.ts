/** A number from 0, inclusive, to 1, exclusive. */
export type Draw = () => number;

/** A stream of numbers for each name, which no other name's draws change. */
export type Streams = (name: string) => Draw;

const VERSION_4 = 0x4000;
const VARIANT = 0x8000;

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

/** Ids like AWS's, which are version 4 UUIDs. */
export function uuidsOf(draw: Draw): () => string {
  const some = (below: number) => Math.floor(draw() * below);
  return () =>
    [
      hex(some(2 ** 32), 8),
      hex(some(2 ** 16), 4),
      hex(VERSION_4 + some(2 ** 12), 4),
      hex(VARIANT + some(2 ** 14), 4),
      hex(some(2 ** 24), 6) + hex(some(2 ** 24), 6),
    ].join('-');
}
