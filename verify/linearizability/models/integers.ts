/** An integer of a history: a `bigint` where it is not safe as a number. */
export type Integer = number | bigint;

/** Whether a value is an integer. */
export function isInteger(value: unknown): value is Integer {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

/** The exact sum, as a history would hold it. */
export function sumOf(one: Integer, other: Integer): Integer {
  if (typeof one === 'number' && typeof other === 'number' && Number.isSafeInteger(one + other)) return one + other;
  const sum = BigInt(one) + BigInt(other);
  return Number.isSafeInteger(Number(sum)) ? Number(sum) : sum;
}
