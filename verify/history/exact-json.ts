/** A number that no double and no integer holds as it was written: rounded, it might equal another one. */
export class InexactNumber extends Error {
  override readonly name = 'InexactNumber';
  readonly token: string;

  constructor(token: string) {
    super(`${token} would be rounded`);
    this.token = token;
  }
}

/** Enough digits to be rounded, or an exponent. In a string it costs a longer look, no more. */
const suspicious = /[\d.]{16}|\d[eE]/;
const numberParts = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;
/** Of powers of ten: longer numbers are refused, not built. */
const longest = 1000;

/**
 * What JSON text says, without rounding: an integer that is not safe becomes a `bigint`, so that equal values are those
 * that were written alike. V8 hands the reviver what was written.
 * @throws SyntaxError for text that is no JSON, InexactNumber for a fraction of more digits than a double tells apart
 */
export function parseExactly(text: string): unknown {
  if (!suspicious.test(text)) return JSON.parse(text);
  const revive = (_: string, value: unknown, { source = '' }: { readonly source?: string }): unknown => {
    return typeof value === 'number' ? exactNumber(source) : value;
  };
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
}

/**
 * A decimal number as a number, or as a `bigint` where it is an integer that a double would round.
 * @throws InexactNumber
 */
export function exactNumber(token: string): number | bigint {
  const value = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(value) ? value + 0 : BigInt(token);
  const { sign, digits, exponent } = partsOf(token);
  const held = partsOf(String(value));
  if (held.digits === digits && held.exponent === exponent) return value;
  if (exponent < 0 || exponent > longest) throw new InexactNumber(token);
  return BigInt(`${sign}${digits}${'0'.repeat(exponent)}`);
}

/** Of a number without zeros at either end of its digits: digits times a power of ten. */
function partsOf(token: string): { sign: string; digits: string; exponent: number } {
  const [, sign = '', whole = '', fraction = '', power = '0'] = numberParts.exec(token) ?? [];
  const written = whole + fraction;
  const shorter = written.replace(/0+$/, '');
  const digits = shorter.replace(/^0+/, '');
  if (digits === '') return { sign: '', digits: '0', exponent: 0 };
  return { sign, digits, exponent: Number(power) - fraction.length + written.length - shorter.length };
}

/**
 * The JSON of a value of a history, its big integers as digits; `null` for nothing.
 * @param indent spaces of a level, for people
 */
export function jsonText(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent) ?? 'null';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, withDigits, indent);
  }
}

function withDigits(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(String(value)) : value;
}

const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON;
