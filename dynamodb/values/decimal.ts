import { validationError } from '../calls/errors.ts';

/** A number in its parts: `±0.d1d2d3… × 10^(magnitude + 1)`. `digits` neither begins nor ends with a zero, except for zero itself. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  /** The power of ten of the first digit. */
  readonly magnitude: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const MAX_DIGITS = 38;
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;

function parse(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const all = whole + fraction;
  if (sign === undefined || all === '') return undefined;
  let first = 0;
  while (first < all.length && all[first] === '0') first += 1;
  if (first === all.length) return { negative: false, digits: '0', magnitude: 0 };
  let end = all.length;
  while (all[end - 1] === '0') end -= 1;
  return {
    negative: sign === '-',
    digits: all.slice(first, end),
    magnitude: whole.length - first - 1 + Number(exponent),
  };
}

/** The parts of a number that was read before. */
function partsOf(canonical: string): Decimal {
  return parse(canonical) as Decimal;
}

function textOf({ negative, digits, magnitude }: Decimal): string {
  const point = magnitude + 1;
  const plain =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : point >= digits.length
        ? digits.padEnd(point, '0')
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${plain}` : plain;
}

function withinLimits(number: Decimal): Decimal {
  if (number.magnitude > MAX_MAGNITUDE) throw validationError(OVERFLOW);
  if (number.magnitude < MIN_MAGNITUDE)
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  if (number.digits.length > MAX_DIGITS)
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  return number;
}

/**
 * The one text of a number: without exponent, sign of zero, and zeros that say nothing ("1e2" is "100").
 * Throws what AWS says of a text that is no number, of more than 38 digits and of magnitudes past 125 and -130
 * (Developer Guide, "Data types").
 */
export function readNumber(text: string): string {
  if (PLAIN_INTEGER.test(text)) return text;
  if (text === '') throw validationError('The parameter cannot be converted to a numeric value');
  const number = parse(text);
  if (number === undefined) throw validationError(`The parameter cannot be converted to a numeric value: ${text}`);
  return textOf(withinLimits(number));
}

/** The digits as an integer, counted in units of 10^unit. */
function inUnits({ negative, digits, magnitude }: Decimal, unit: number): bigint {
  const value = BigInt(digits.padEnd(magnitude - unit + 1, '0'));
  return negative ? -value : value;
}

/** The exact sum of two canonical numbers. Throws what AWS says if it has more than 38 digits: DynamoDB never rounds. */
export function addNumbers(a: string, b: string): string {
  if (a.length <= 15 && b.length <= 15 && PLAIN_INTEGER.test(a) && PLAIN_INTEGER.test(b)) return String(+a + +b);
  const [x, y] = [partsOf(a), partsOf(b)];
  const unit = Math.min(x.magnitude - x.digits.length, y.magnitude - y.digits.length) + 1;
  const sum = parse(`${inUnits(x, unit) + inUnits(y, unit)}e${unit}`) as Decimal;
  if (sum.digits.length > MAX_DIGITS) throw validationError(OVERFLOW);
  return textOf(withinLimits(sum));
}

/** The exact difference of two canonical numbers, as `addNumbers`. */
export function subtractNumbers(a: string, b: string): string {
  return addNumbers(a, b.startsWith('-') ? b.slice(1) : b === '0' ? b : `-${b}`);
}

const complement = (digits: string) => digits.replace(/\d/g, (digit) => String(9 - Number(digit)));

/** A text that sorts, character by character, where the number sorts. */
export function sortableNumber(canonical: string): string {
  const { negative, digits, magnitude } = partsOf(canonical);
  if (digits === '0') return '1';
  const exponent = String(magnitude - MIN_MAGNITUDE).padStart(3, '0');
  return negative ? `0${complement(exponent)}${complement(digits)}~` : `2${exponent}${digits}`;
}

/** Negative, zero or positive, as the first canonical number is below, equal to or above the second. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length <= 15 && b.length <= 15) return +a - +b;
  return sortableNumber(a) < sortableNumber(b) ? -1 : 1;
}

/** How many pairs of digits, counted from the point, a canonical number has besides zeros at both ends; zero has none. */
export function digitPairs(canonical: string): number {
  const { digits, magnitude } = partsOf(canonical);
  if (digits === '0') return 0;
  const isFirstAlone = magnitude % 2 === 0;
  return isFirstAlone ? 1 + Math.ceil((digits.length - 1) / 2) : Math.ceil(digits.length / 2);
}
