/**
 * Why one transaction comes before another, as bits of a mask.
 *
 * `ww` it wrote the version before, `wr` it wrote what the other read, `rw` it read a version that the other overwrote
 * (an anti-dependency), `process` the same client had its answer first, `realTime` it was over before the other began.
 * `through` leads from a junction, which stands for many edges at once, to transactions; it says nothing itself.
 */
export const ww = 1;
export const wr = 2;
export const rw = 4;
export const processOrder = 8;
export const realTime = 16;
export const through = 32;
