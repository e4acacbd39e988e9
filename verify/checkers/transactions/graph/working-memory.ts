/** From so many bytes on an array is large. */
const large = 1 << 16;

/**
 * Zeroed typed arrays for the work of a checker. Large ones lie in shared memory for one reason: the collector counts
 * what others hold as pressure, and 64 MB of it have it mark the whole history, which takes longer than to judge it.
 */
export function int32s(size: number): Int32Array {
  return size * 4 < large ? new Int32Array(size) : new Int32Array(new SharedArrayBuffer(size * 4));
}

/** As `int32s`, a byte each. */
export function bytes(size: number): Uint8Array {
  return size < large ? new Uint8Array(size) : new Uint8Array(new SharedArrayBuffer(size));
}

/** A copy with at least `size` places and at least twice as many as before: what is added one by one is copied seldom. */
export function grown(array: Int32Array, size = array.length + 1): Int32Array {
  const wider = int32s(Math.max(size, array.length * 2));
  wider.set(array);
  return wider;
}

/** As `grown`, a byte each. */
export function grownBytes(array: Uint8Array, size = array.length + 1): Uint8Array {
  const wider = bytes(Math.max(size, array.length * 2));
  wider.set(array);
  return wider;
}
