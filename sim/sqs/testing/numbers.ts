import type { Streams } from '../chance/streams.ts';

const MULTIPLIER = 1_103_515_245;
const INCREMENT = 12_345;
const MODULUS = 2 ** 31;

/** Streams of numbers that are good enough for tests: the same seed and name, the same numbers. */
export function streamsOf(seed: number): Streams {
  return (name) => {
    let state = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % MODULUS, seed + 1);
    return () => {
      state = Number((BigInt(state) * BigInt(MULTIPLIER) + BigInt(INCREMENT)) % BigInt(MODULUS));
      return Math.floor(state / 2 ** 8) / 2 ** 23;
    };
  };
}
