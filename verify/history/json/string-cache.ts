const slots = 1 << 12;
const longest = 64;

/** Strings by their bytes: of processes, keys and functions a history has few, and each is told a million times. */
export class StringCache {
  readonly #texts: (string | undefined)[] = new Array<undefined>(slots).fill(undefined);

  /** @param isAscii none of the bytes is above 127 @param hash of the bytes; equal bytes have equal ones */
  text(bytes: Buffer, from: number, to: number, isAscii: boolean, hash: number): string {
    if (!isAscii) return bytes.toString('utf8', from, to);
    if (to - from > longest) return bytes.toString('latin1', from, to);
    const slot = (hash ^ (hash >>> 12)) & (slots - 1);
    const known = this.#texts[slot];
    if (known !== undefined && isSame(known, bytes, from, to)) return known;
    const text = bytes.toString('latin1', from, to);
    this.#texts[slot] = text;
    return text;
  }
}

function isSame(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let n = 0; n < text.length; n++) if (text.charCodeAt(n) !== bytes[from + n]) return false;
  return true;
}
