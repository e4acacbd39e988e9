/** An integer from `least` to `most`, both included. */
export type Draw = (least: number, most: number) => number;

/** Draws that a seed decides (mulberry32): fast enough for histories of a million events. @param seed any integer */
export function drawOf(seed: number): Draw {
  let state = seed >>> 0;
  return (least, most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return least + (((mixed ^ (mixed >>> 14)) >>> 0) % (most - least + 1));
  };
}
