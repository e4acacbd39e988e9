const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Where on the ring of 2^32 places a partition key stands: FNV-1a with the final mixing of MurmurHash3, so that all bits count. */
export function placement(text: string): number {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A place as four characters that sort as it does. */
export function placeText(place: number): string {
  return String.fromCharCode(place >>> 24, (place >>> 16) & 255, (place >>> 8) & 255, place & 255);
}

/** The place that a text begins with. */
export function placeOf(text: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((index) => text.charCodeAt(index));
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
