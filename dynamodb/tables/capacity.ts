/** Units that a write took, in the table and in each index that it changed. */
export interface WriteUnits {
  readonly table: number;
  readonly indexes: ReadonlyMap<string, number>;
}

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** Write units of so many bytes (Developer Guide, "DynamoDB capacity unit consumption"). */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

/** Read units of so many bytes: half as many if the read is eventually consistent. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (isConsistent ? 1 : 0.5);
}
