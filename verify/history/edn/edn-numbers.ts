import { exactNumber, InexactNumber } from '../exact-json.ts';

const integer = /^[+-]?(0|[1-9]\d*)N?$/;
const decimal = /^[+-]?(0|[1-9]\d*)(\.\d*)?([eE][+-]?\d+)?M?$/;
const ratio = /^([+-]?\d+)\/(\d+)$/;
const looksLikeNumber = /^[+-]?\d/;

/** Whether a token is meant as a number. */
export function isNumber(token: string): boolean {
  return looksLikeNumber.test(token);
}

/**
 * An EDN number, exactly: integers of any size (`1`, `1N`), decimals (`1.5`, `1.5M`) that a double holds, ratios that are
 * integers.
 * @throws InexactNumber for others
 */
export function numberOf(token: string): number | bigint {
  const plain = token
    .replace(/^\+/, '')
    .replace(/[NM]$/, '')
    .replace(/\.$/, '')
    .replace(/\.(?=[eE])/, '');
  if (integer.test(token) || decimal.test(token)) return exactNumber(plain);
  const [, over = '', under = ''] = ratio.exec(token) ?? [];
  if (over === '' || /^0+$/.test(under) || BigInt(over) % BigInt(under) !== 0n) throw new InexactNumber(token);
  return exactNumber(String(BigInt(over) / BigInt(under)));
}
